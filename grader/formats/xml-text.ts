/** What XML 1.0 forbids in any form: most control characters, lone surrogates, U+FFFE and U+FFFF. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  // A parser would turn these into spaces or into each other.
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** Text that may stand in an attribute; what XML cannot hold becomes U+FFFD. */
export function xmlText(text: string): string {
  return text.replace(FORBIDDEN, '\ufffd').replace(/[&<>"'\t\n\r]/g, (character) => ESCAPES[character] ?? '');
}

/** Text between tags, with its line ends left readable. */
export function xmlLines(text: string): string {
  return xmlText(text).replaceAll('&#10;', '\n');
}
