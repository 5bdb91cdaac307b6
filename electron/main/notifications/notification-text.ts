/** Characters that a system shows of a title and of a text, and some more. */
export const LONGEST_TITLE = 150
export const LONGEST_TEXT = 400

/**
 * A text as the system shows it literally. A caller chooses the name that is in it: characters that move, hide or break what stands around them
 * are left out, and where the system reads the text as markup (the body on Linux: Desktop Notifications Specification, Markup), none is left in it.
 *
 * @param markup whether the system reads this text as markup
 */
export function notificationText(text: string, most: number, markup: boolean): string {
  const plain = text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    // directions, joiners and other invisible characters (Unicode Cf), tags and lone surrogates; joiners in emoji go with them
    .replace(/[\p{Cf}\p{Cs}\p{Co}]/gu, '')
    // more than a few marks over one letter cover the lines around it
    .replace(/(\p{M}{3})\p{M}+/gu, '$1')
    .trim()
  const characters = [...plain]
  const short = characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : plain
  return markup ? short.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') : short
}
