import { copyText } from '../../../harness/view/app/copy-text.ts';
import '../../../harness/view/app/controls.css';
import './colours.css';
import './student.css';

/** The page can be read without this: it adds buttons that copy commands, and unfolds all for the printer. */

const SHOWN_MS = 1500;

for (const code of document.querySelectorAll('code.copied')) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Copy';
  button.addEventListener('click', async () => {
    button.textContent = (await copyText(code.textContent ?? '')) ? 'Copied' : 'Not copied';
    setTimeout(() => {
      button.textContent = 'Copy';
    }, SHOWN_MS);
  });
  code.after(' ', button);
}

addEventListener('beforeprint', () => {
  for (const details of document.querySelectorAll('details')) details.open = true;
});
