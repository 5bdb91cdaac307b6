// Our own estimate (GSM 03.38 and 03.40): the provider documents no limits.
const gsm = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)
const escaped = new Set('^{}\\[~]|€')

/** How many parts a text is sent in, and how many signs are left in the last one. */
export function smsSegments(text: string): { readonly parts: number; readonly left: number } {
  const signs = [...text]
  const plain = signs.every((s) => gsm.has(s) || escaped.has(s))
  const length = plain ? signs.reduce((n, s) => n + (escaped.has(s) ? 2 : 1), 0) : text.length
  const [single, each] = plain ? [160, 153] : [70, 67]
  const parts = length <= single ? 1 : Math.ceil(length / each)
  return { parts, left: (parts === 1 ? single : parts * each) - length }
}
