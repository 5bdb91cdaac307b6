/**
 * The handler, called for the first reason of several that a connection may give for its end: an error and the close that
 * follows it are one loss. After `cancel`, when we close it ourselves, it is not called at all.
 */
export function closeOnce(run: (e: Error) => void): ((e: Error) => void) & { cancel: () => void } {
  let over = false
  const call = (e: Error): void => {
    if (!over) {
      over = true
      run(e)
    }
  }
  return Object.assign(call, {
    cancel: () => {
      over = true
    },
  })
}

/**
 * Listener for errors that nothing waits for: without one, an error of a socket that is closed or given up would end the
 * process.
 */
export const ignoreError = (): void => {}
