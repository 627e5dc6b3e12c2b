// What bundling makes of files that are no scripts: styles of a page, or their text where they are embedded.
declare module '*.css' {
  const text: string;
  export default text;
}
