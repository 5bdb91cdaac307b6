import type { LinePreferences } from '../../../shared/line-preferences.ts'

/** Seconds after which a call answers itself, or null. The server's word counts only where the user trusts it. */
export function autoAnswerDelay({ mode, delay }: LinePreferences['autoAnswer'], header: (name: string) => string | undefined): number | null {
  if (mode === 'off') return null
  if (mode === 'always') return delay
  // draft-ietf-sip-answermode became RFC 5373; the other two are what PBXs and gateways really send
  const after = /answer-after\s*=\s*(\d{1,3})/i.exec([header('call-info'), header('alert-info')].join(' '))?.[1]
  const asked =
    after !== undefined || /\binfo\s*=\s*"?alert-autoanswer/i.test(header('alert-info') ?? '') || /^\s*auto\b/i.test(header('answer-mode') ?? '')
  return asked ? Math.max(delay, Number(after ?? 0)) : null
}
