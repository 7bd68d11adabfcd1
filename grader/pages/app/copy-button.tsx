import { useState } from 'preact/hooks';
import { copyText } from '../../../harness/view/app/copy-text.ts';

const SHOWN_MS = 1500;

export function CopyButton({ text }: { readonly text: string }) {
  const [words, setWords] = useState('Copy');
  const copy = async () => {
    setWords((await copyText(text)) ? 'Copied' : 'Not copied');
    setTimeout(() => setWords('Copy'), SHOWN_MS);
  };
  return (
    <button type="button" class="small" onClick={copy}>
      {words}
    </button>
  );
}
