import { wallDate } from '../../shared/domain/wall-clock.ts'
import type { Sandbox } from '../sandbox/index.ts'
import type { Page } from './test.ts'

/** A zone in which it is noon. */
const noon = (now: number): string => {
  const ahead = 12 - new Date(now).getUTCHours()
  // the sign of these names is the other way round
  return `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`
}

/**
 * Moves the provider and the app to a time zone in which it is noon: what is counted by days and months does not meet midnight while a
 * test runs.
 *
 * @returns the provider's date today, as its records have it
 */
export async function moveToNoon(page: Page, { provider: { services } }: Sandbox): Promise<string> {
  const now = Date.now()
  services.zone = noon(now)
  await page.evaluate((providerTimeZone) => window.dialdesk.settings.change({ providerTimeZone }), services.zone)
  return wallDate(now, services.zone)
}
