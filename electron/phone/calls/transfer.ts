import type { Session, URI } from 'sip.js'

export type TransferEvents = {
  /** `status`: the SIP status of a failure; null when none came. */
  readonly onState: (state: 'asked' | 'accepted' | 'failed', status: number | null) => void
  /** The far end reached the target: our part is over. */
  readonly onDone: () => void
}

/** ms until the far end has to report the outcome. */
const OUTCOME_LIMIT = 60_000

/**
 * Asks the far end to call another party (REFER, RFC 3515), or to talk to the party of another session of ours (REFER with
 * Replaces, RFC 5589 7). The outcome comes as a NOTIFY with a status line. Never throws.
 */
export function sendRefer(session: Session, target: URI | Session, { onState, onDone }: TransferEvents, log: (text: string) => void): void {
  let over = false
  const finish = (run: () => void): void => {
    if (over) return
    over = true
    clearTimeout(timer)
    run()
  }
  const failed = (status: number | null): void => finish(() => onState('failed', status))
  const timer = setTimeout(() => failed(null), OUTCOME_LIMIT)
  onState('asked', null)
  session
    .refer(target, {
      requestDelegate: {
        onAccept: () => over || onState('accepted', null),
        onReject: ({ message }) => failed(message.statusCode ?? null),
      },
      onNotify: (notification) => {
        void notification.accept().catch(() => {})
        const status = readFragment(notification.request.body)
        if (status === null) return
        if (status >= 200 && status < 300) finish(onDone)
        else if (status >= 300) failed(status)
      },
    })
    .catch((e: Error) => {
      log(`REFER: ${e.message}`)
      failed(null)
    })
}

/** The status of a `message/sipfrag` body (RFC 3420); null when it holds none. */
export function readFragment(body: string): number | null {
  const status = /^SIP\/2\.0 (\d{3})\b/.exec(body)?.[1]
  return status === undefined ? null : Number(status)
}
