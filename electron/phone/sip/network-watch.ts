import { networkInterfaces } from 'node:os'

/** ms. */
const CHECK_EVERY = 1000

/** Calls back when this computer's addresses change (cable, Wi-Fi, VPN); Node has no event for it. @returns a function that ends the watch */
export function watchNetwork(onChange: () => void, read: () => string = addresses): () => void {
  let before = read()
  const timer = setInterval(() => {
    const now = read()
    if (now === before) return
    before = now
    onChange()
  }, CHECK_EVERY)
  timer.unref()
  return () => clearInterval(timer)
}

const addresses = (): string =>
  Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .map((i) => i.address)
    .sort()
    .join()
