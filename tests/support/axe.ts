import type { Page } from '@playwright/test'
import axe from 'axe-core'

type AxeWindow = { readonly axe: typeof axe; readonly coloursSeen: Set<string> }

/**
 * What axe finds on the page, of any severity: rule, where, and why. The page has no frames.
 *
 * Contrast takes three quarters of axe's time, and most of a screen is the same as on the one before: texts in colours and places that this page was
 * examined in already are not measured again, until it is loaded anew.
 */
export async function axeFindings(page: Page): Promise<string[]> {
  // kept by the page until it is loaded anew: reading axe in takes as long as examining a screen
  if (!(await page.evaluate(() => 'axe' in window))) {
    await page.evaluate(axe.source)
    await page.evaluate(() => {
      const own = window as unknown as AxeWindow
      Object.assign(window, { coloursSeen: new Set() })
      own.axe.configure({ rules: [{ id: 'color-contrast', selector: '[data-measure-contrast]' }] })
    })
  }
  return page.evaluate(async () => {
    const own = window as unknown as AxeWindow
    const marked = markNewColours(own.coloursSeen)
    const { violations } = await own.axe.run({ resultTypes: ['violations'] })
    for (const [element] of marked) element.removeAttribute('data-measure-contrast')
    // what was found is found again
    if (!violations.some(({ id }) => id === 'color-contrast')) for (const [, key] of marked) if (key) own.coloursSeen.add(key)
    return violations.map((v) => `${v.id} ${v.nodes.map((n) => `${n.target} ${n.any[0]?.message ?? ''}`).join(' | ')}`)

    /** Marks the elements whose text is to be measured. @returns them, each with its key, or null where something lies over it or it is out of sight */
    function markNewColours(seen: ReadonlySet<string>): (readonly [Element, string | null])[] {
      const places = new Map<Element, string>()
      const place = (e: Element): string => {
        const known = places.get(e)
        if (known !== undefined) return known
        const { backgroundColor, backgroundImage, opacity, filter, position } = getComputedStyle(e)
        const here = [e.tagName, e.getAttribute('class'), backgroundColor, backgroundImage, opacity, filter, position].join(',')
        const all = e.parentElement ? `${place(e.parentElement)}>${here}` : here
        places.set(e, all)
        return all
      }
      const isOnTop = (e: Element): boolean => {
        const { left, top, width, height } = e.getBoundingClientRect()
        const there = document.elementFromPoint(left + width / 2, top + height / 2)
        return !!there && (e.contains(there) || there.contains(e))
      }
      const marked: (readonly [Element, string | null])[] = []
      for (const e of document.body.querySelectorAll('*')) {
        const hasText = [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.nodeValue?.trim())
        if (!hasText && !e.matches('input, select, textarea')) continue
        const { color, fontSize, fontWeight, textShadow } = getComputedStyle(e)
        // what is switched off may have less contrast
        const isOff = !!e.closest('[aria-disabled=true], :disabled, [inert]') || !!e.closest('label')?.control?.matches(':disabled')
        const key = [place(e), color, fontSize, fontWeight, textShadow, isOff].join(';')
        if (seen.has(key)) continue
        e.setAttribute('data-measure-contrast', '')
        marked.push([e, isOnTop(e) ? key : null])
      }
      return marked
    }
  })
}
