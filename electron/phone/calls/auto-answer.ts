import type { LinePreferences } from '../../../shared/domain/line-preferences.ts'

/**
 * Seconds after which a call is answered automatically; null when it is not. What the server asks for counts only in the mode
 * `header`, which the user chooses.
 *
 * @param header value of a header of the INVITE
 */
export function autoAnswerDelay({ mode, delay }: LinePreferences['autoAnswer'], header: (name: string) => string | undefined): number | null {
  if (mode === 'off') return null
  if (mode === 'always') return delay
  // Answer-Mode is RFC 5373; the other two are what PBXs and gateways actually send
  const after = /answer-after\s*=\s*(\d{1,3})/i.exec([header('call-info'), header('alert-info')].join(' '))?.[1]
  const asked =
    after !== undefined || /\binfo\s*=\s*"?alert-autoanswer/i.test(header('alert-info') ?? '') || /^\s*auto\b/i.test(header('answer-mode') ?? '')
  return asked ? Math.max(delay, Number(after ?? 0)) : null
}
