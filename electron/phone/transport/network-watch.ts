import { networkInterfaces } from 'node:os'

const LOOK_EVERY = 1000

/** Calls back when this computer's addresses changed (cable, Wi-Fi, VPN). Node has no event for it. */
export function watchNetwork(onChange: () => void, read: () => string = addresses): () => void {
  let before = read()
  const timer = setInterval(() => {
    const now = read()
    if (now === before) return
    before = now
    onChange()
  }, LOOK_EVERY)
  timer.unref()
  return () => clearInterval(timer)
}

const addresses = (): string =>
  Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .map((i) => i.address)
    .sort()
    .join()
