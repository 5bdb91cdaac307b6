import { useEffect, useState } from 'react'
import { duration } from '../i18n/format.ts'

/**
 * The time since an instant, in seconds. By itself, so that what it stands in is not drawn again each second; wherever a call's is shown, it
 * changes at the same moment.
 *
 * @param since ms since 1970
 */
export function Elapsed({ since }: { readonly since: number }) {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const tick = (): void => {
      const at = Date.now()
      setNow(at)
      timer = setTimeout(tick, 1000 - (Math.max(0, at - since) % 1000))
    }
    tick()
    return () => clearTimeout(timer)
  }, [since])
  return duration(now - since)
}
