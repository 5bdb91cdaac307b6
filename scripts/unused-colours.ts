/** Mantine's palettes that neither our theme nor a component's default names: our colours are in ui/tokens.css, and our palette stands for blue. */
const palettes = ['blue', 'pink', 'grape', 'violet', 'indigo', 'cyan', 'teal', 'green', 'lime', 'yellow', 'orange']
const declaration = new RegExp(`\\s*--mantine-color-(?:${palettes.join('|')})-[\\w-]+:[^;}]*;`, 'g')

/** @param css Mantine's style sheet of variables @returns it without palettes that nobody uses, eleven of fourteen */
export const withoutUnusedColours = (css: string): string => css.replace(declaration, '')
