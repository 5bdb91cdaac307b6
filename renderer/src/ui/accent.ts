// A reseller's accent colour in place of ours, adjusted until text on it and in it is readable.

export type Rgb = readonly [number, number, number]

/** Content and raised surfaces the accent is read against. */
const surfaces = { light: '#FFFFFF', dark: '#20242C' } as const

/** A style sheet with the tokens of the accent: fill, text and soft surface for each theme. */
export function accentStyle(accent: { readonly light: string; readonly dark: string }): HTMLStyleElement {
  const style = document.createElement('style')
  style.textContent = (['light', 'dark'] as const)
    .map((scheme) => {
      const { fill, text, soft } = accentTokens(accent[scheme], scheme)
      return `:root:root:root[data-mantine-color-scheme="${scheme}"]{--accent:${fill};--accent-text:${text};--accent-soft:${soft};--mantine-primary-color-filled:${fill}}`
    })
    .join('')
  return style
}

/** Fill: white on it has 4.5:1. Text: 4.5:1 on the soft surface, its background with the least contrast (WCAG 2.2, 1.4.3). */
export function accentTokens(colour: string, scheme: 'light' | 'dark'): { readonly fill: string; readonly text: string; readonly soft: string } {
  const surface = rgb(surfaces[scheme])
  const soft = mix(surface, rgb(colour), scheme === 'light' ? 0.1 : 0.2)
  const fill = towards(rgb(colour), [0, 0, 0], (c) => contrast([255, 255, 255], c) >= 4.5)
  const text = towards(rgb(colour), scheme === 'light' ? [0, 0, 0] : [255, 255, 255], (c) => contrast(c, soft) >= 4.5 && contrast(c, surface) >= 4.5)
  return { fill: hex(fill), text: hex(text), soft: hex(soft) }
}

function towards(from: Rgb, to: Rgb, good: (c: Rgb) => boolean): Rgb {
  for (let part = 0; part < 1; part += 0.05) if (good(mix(from, to, part))) return mix(from, to, part)
  return to
}

/** Contrast ratio (WCAG 2.2). */
export function contrast(a: Rgb, b: Rgb): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

function luminance(c: Rgb): number {
  const [r, g, b] = c.map((v) => {
    const s = v / 255
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

const mix = (a: Rgb, b: Rgb, part: number): Rgb => a.map((v, i) => Math.round(v + ((b[i] ?? 0) - v) * part)) as unknown as Rgb
export const rgb = (colour: string): Rgb => [1, 3, 5].map((i) => Number.parseInt(colour.slice(i, i + 2), 16)) as unknown as Rgb
const hex = (c: Rgb): string => `#${c.map((v) => v.toString(16).padStart(2, '0')).join('')}`
