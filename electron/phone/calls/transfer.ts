import type { Session, URI } from 'sip.js'

export type TransferProgress = {
  readonly onAccepted: () => void
  /** The far end reached the target: our part is over. */
  readonly onDone: () => void
  readonly onFailed: (status: number | null) => void
}

/** How long the far end may take to say what became of it. */
const LIMIT = 60_000

/**
 * Asks the far end to call somebody else (REFER, RFC 3515), or to talk to the party of another session of ours (REFER with
 * Replaces, RFC 5589 7). What becomes of it comes as NOTIFY with a status line.
 */
export function sendRefer(session: Session, target: URI | Session, progress: TransferProgress, log: (text: string) => void): void {
  let over = false
  const timer = setTimeout(() => finish(() => progress.onFailed(null)), LIMIT)
  const finish = (run: () => void): void => {
    if (over) return
    over = true
    clearTimeout(timer)
    run()
  }
  session
    .refer(target, {
      requestDelegate: {
        onAccept: () => !over && progress.onAccepted(),
        onReject: ({ message }) => finish(() => progress.onFailed(message.statusCode ?? null)),
      },
      onNotify: (notification) => {
        void notification.accept().catch(() => {})
        const status = readFragment(notification.request.body)
        if (status === null) return
        if (status >= 200 && status < 300) finish(progress.onDone)
        else if (status >= 300) finish(() => progress.onFailed(status))
      },
    })
    .catch((e: Error) => {
      log(`REFER: ${e.message}`)
      finish(() => progress.onFailed(null))
    })
}

/** The status of a `message/sipfrag` body (RFC 3420); null when it holds none. */
export function readFragment(body: string): number | null {
  const status = /^SIP\/2\.0 (\d{3})\b/.exec(body)?.[1]
  return status === undefined ? null : Number(status)
}
