/** How long nobody is to ring, as the choices offered everywhere. */
export const doNotDisturbChoices = ['half-hour', 'hour', 'tomorrow', 'until-off'] as const
export type DoNotDisturbChoice = (typeof doNotDisturbChoices)[number]

/** When it ends: an instant, or null for "until switched off". Tomorrow is eight in the morning of this computer's clock. */
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
