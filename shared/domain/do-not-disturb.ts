/** How long do not disturb lasts: the choices offered in the header and in the tray. */
export const doNotDisturbChoices = ['half-hour', 'hour', 'tomorrow', 'until-off'] as const
export type DoNotDisturbChoice = (typeof doNotDisturbChoices)[number]

/** @returns when it ends, ms; null for "until switched off". "Tomorrow" ends it at eight in the morning by this computer's clock. */
export function doNotDisturbEnd(choice: DoNotDisturbChoice, now: number): number | null {
  switch (choice) {
    case 'half-hour':
      return now + 30 * 60_000
    case 'hour':
      return now + 60 * 60_000
    case 'tomorrow': {
      const d = new Date(now)
      return new Date(d.getFullYear(), d.getMonth(), d.getDate() + 1, 8).getTime()
    }
    case 'until-off':
      return null
  }
}
