declare module '*.css'
declare module '*.module.css' {
  const classes: Readonly<Record<string, string>>
  export default classes
}
declare module '*?worker&url' {
  const url: string
  export default url
}

interface ImportMeta {
  /** Vite's: the files that match, by their path from the importing file. Only what the page uses of it. */
  readonly glob: <T>(pattern: string, options: { eager: true; import: 'default'; query: '?inline' }) => Readonly<Record<string, T>>
}
