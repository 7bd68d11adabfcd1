/** The bundler puts them into the page. */
declare module '*.css';
