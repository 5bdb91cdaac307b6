declare module '*.css'
declare module '*.css?incoming'
declare module '*?worker&url' {
  const url: string
  export default url
}
