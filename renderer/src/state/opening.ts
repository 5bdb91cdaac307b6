import { projection } from './projection.ts'

/** ms for which the first screen, or its outline, stands while the password is read; a keychain that asks its user takes longer. */
export const SOON = 1500

let late = false

/** Resolves when the account of the last run is open, or cannot be opened, or after SOON. */
export async function accountOpened(): Promise<void> {
  const opening = (): boolean => projection.getState().state?.account.session.state === 'opening'
  if (!opening()) return
  await new Promise<void>((done) => {
    const end = (): void => {
      clearTimeout(timer)
      stop()
      done()
    }
    const timer = setTimeout(() => {
      late = true
      end()
    }, SOON)
    const stop = projection.subscribe(() => opening() || end())
  })
}

/** Whether that has been waited for in vain, once. */
export function takeLate(): boolean {
  const was = late
  late = false
  return was
}
