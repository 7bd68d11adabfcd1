/** Style sheets are taken up by the bundler; the app gets nothing from them. */
declare module '*.css';
