import type { Tell } from '../scenario.ts';

/** Enough of a value to tell it from others. */
const VALUE_CHARACTERS = 8;

/** What the clients and stores of lab 6d report. Other parts have reports of the same names. */
export const tellRedlock: Tell = (name, value) => {
  const report = value as Readonly<Record<string, unknown>>;
  if (Object.keys(report).join() === 'key,value') return tellStore(name, report);
  if (typeof report.nth !== 'number' || typeof report.resource !== 'string') return undefined;
  const lock = `lock ${report.resource}, try ${report.nth}`;
  switch (name) {
    case 'tries':
      return `tries ${lock}, ttlMs ${report.ttlMs}`;
    case 'asks':
      return `asks for ${lock}, value ${shortened(report.value)}`;
    case 'held':
      return `holds ${lock}, validForMs ${Number(report.validForMs).toFixed(1)}`;
    case 'not held':
      return `lacks ${lock}: not held`;
    case 'releases':
      return `releases ${lock}`;
    case 'expires':
      return `expires ${lock}: validForMs is over`;
    default:
      return undefined;
  }
};

function tellStore(name: string, { key, value }: Readonly<Record<string, unknown>>): string | undefined {
  const entry = `${key} = ${shortened(value)}`;
  if (name === 'set') return `sets ${entry}`;
  if (name === 'removed') return `removes ${entry}`;
  return name === 'expired' ? `expires ${entry}` : undefined;
}

function shortened(value: unknown): string {
  const text = String(value);
  return text.length > VALUE_CHARACTERS ? `${text.slice(0, VALUE_CHARACTERS)}…` : text;
}
