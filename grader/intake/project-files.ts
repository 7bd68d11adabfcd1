/**
 * What always comes from the course. A submission may ship its own, and often does, as students hand in their
 * whole checkout: it is not used, and they are told.
 */
const FOLDERS = ['harness', 'labrpc', 'grader', 'solutions'];
const CONFIGURATION = [
  /^(package|package-lock|npm-shrinkwrap)\.json$/,
  /^(tsconfig|jsconfig)(\..+)?\.json$/,
  /^(vite|vitest)\.(config|workspace)\./,
  /^biome\.jsonc?$/,
  /^\.npmrc$/,
  /^node_modules$/,
];

/** Whether a folder beside the lab folders is the project's. */
export function isProjectFolder(name: string): boolean {
  return FOLDERS.includes(name.toLowerCase());
}

/** Whether a file or folder, anywhere, tells tools how to treat the code. */
export function isConfiguration(name: string): boolean {
  return CONFIGURATION.some((pattern) => pattern.test(name.toLowerCase()));
}

/** Whether a file of a lab folder is the course's text or tests: ours are used, and nobody need be told. */
export function isCourseMaterial(name: string): boolean {
  return /^readme\.md$|\.(test|spec)\.[cm]?[jt]sx?$/i.test(name);
}

/** Whether a bundler can take it in, or a person who grades may want to read it. */
export function isSource(name: string): boolean {
  return /\.([cm]?[jt]s|[jt]sx|json|md|txt)$/i.test(name);
}
