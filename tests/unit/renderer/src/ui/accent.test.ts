import { expect, it } from 'vitest'
import { accentTokens, contrast, rgb } from '../../../../../renderer/src/ui/accent.ts'

it.each(['#7FBF3F', '#000000', '#FFFFFF', '#FF0000', '#3F4FC9', '#FFEE00'])(
  'whatever accent a brand chooses, text on it and in it can be read: %s',
  (colour) => {
    for (const scheme of ['light', 'dark'] as const) {
      const { fill, text, soft } = accentTokens(colour, scheme)
      expect(contrast(rgb('#FFFFFF'), rgb(fill))).toBeGreaterThanOrEqual(4.5)
      expect(contrast(rgb(text), rgb(soft))).toBeGreaterThanOrEqual(4.5)
    }
  },
)
