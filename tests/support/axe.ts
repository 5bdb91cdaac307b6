import type { Page } from '@playwright/test'
import axe from 'axe-core'

/** What axe finds on the page, of any severity: rule, where, and why. The page has no frames. */
export async function axeFindings(page: Page): Promise<string[]> {
  // kept by the page until it is loaded anew: reading axe in takes as long as examining a screen
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  return page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run({ resultTypes: ['violations'] })
    return violations.map((v) => `${v.id} ${v.nodes.map((n) => `${n.target} ${n.any[0]?.message ?? ''}`).join(' | ')}`)
  })
}
