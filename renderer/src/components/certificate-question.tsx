import { useState } from 'react'
import { useApp } from '../state/app-store.ts'
import { CertificateDialog } from './certificate-dialog.tsx'

/** Asks about a line's untrusted certificate as soon as one is reported, once per certificate. */
export function CertificateQuestion({ onAnswered }: { readonly onAnswered?: () => void }) {
  const lines = useApp((s) => s.lines.lines)
  const [seen, setSeen] = useState<readonly string[]>([])
  for (const line of lines) {
    const { registration: r } = line
    if (r.state !== 'unreachable' || !r.certificate || seen.includes(`${line.id} ${r.certificate.sha256}`)) continue
    return (
      <CertificateDialog
        line={line}
        certificate={r.certificate}
        onClose={(sha256) => {
          setSeen([...seen, `${line.id} ${sha256}`])
          onAnswered?.()
        }}
      />
    )
  }
  return null
}
