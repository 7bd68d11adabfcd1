import { createHash } from 'node:crypto';

export interface PageParts {
  /** Plain text. */
  readonly title: string;
  readonly style: string;
  /** Markup that is safe already. */
  readonly body: string;
  readonly script: string;
}

/** One HTML file that needs no other. Its policy lets nothing run, and nothing load, but what is in here. */
export function htmlPage({ title, style, body, script }: PageParts): string {
  const inlineStyle = withoutTags(style);
  const inlineScript = withoutTags(script);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(inlineScript, inlineStyle)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeText(title)}</title>
<style>${inlineStyle}</style>
</head>
<body>
${body}
<script>${inlineScript}</script>
</body>
</html>
`;
}

function policy(script: string, style: string): string {
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  return [
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${hash(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/** What would end a script or style, or begin a comment in it. In code these only stand inside texts. */
function withoutTags(code: string): string {
  return code.replace(/<\/(?=script|style)/gi, '<\\/').replaceAll('<!--', '<\\!--');
}
