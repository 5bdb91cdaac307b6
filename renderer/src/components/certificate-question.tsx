import { useState } from 'react'
import { useApp } from '../state/app-store.ts'
import { CertificateDialog } from './certificate-dialog.tsx'

/**
 * Asks about a line's untrusted certificate as soon as one is reported, once per certificate.
 *
 * @param onAnswer runs with the answer and not with main's reply: the question may be gone before that, and the user somewhere else
 */
export function CertificateQuestion({ onAnswer }: { readonly onAnswer?: () => void }) {
  const lines = useApp((s) => s.lines.lines)
  const [seen, setSeen] = useState<readonly string[]>([])
  for (const line of lines) {
    const { registration: r } = line
    if (r.state !== 'unreachable' || !r.certificate || seen.includes(`${line.id} ${r.certificate.sha256}`)) continue
    return (
      <CertificateDialog
        line={line}
        certificate={r.certificate}
        onAnswer={onAnswer}
        onClose={(sha256) => setSeen([...seen, `${line.id} ${sha256}`])}
      />
    )
  }
  return null
}
