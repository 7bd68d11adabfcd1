import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';

const compiled = new Map<string, ValidateFunction>();

/** For tests: what is wrong with a value by one of the schemas in this folder. Empty: nothing. */
export function schemaErrors(name: 'gradescope-results' | 'classroom50-result', value: unknown): string[] {
  const validate = compiled.get(name) ?? compile(name);
  compiled.set(name, validate);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function compile(name: string): ValidateFunction {
  const text = readFileSync(new URL(`${name}.schema.json`, import.meta.url), 'utf8');
  return new Ajv({ allErrors: true, allowUnionTypes: true, strictRequired: false }).compile(JSON.parse(text));
}
