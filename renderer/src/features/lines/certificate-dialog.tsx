import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Certificate, Line } from '../../../../shared/line.ts'
import { dateTime } from '../../i18n/format.ts'
import { useAsk } from '../../state/use-call.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { FailureNote } from '../../ui/failure-text.tsx'
import './lines.css'

type Props = { readonly line: Line; readonly certificate: Certificate; readonly onClose: (sha256: string) => void }

/** Shows a refused certificate and lets the user accept it for this line and host. */
export function CertificateDialog({ line, certificate, onClose }: Props) {
  const { t, i18n } = useTranslation()
  const { busy, failure, ask } = useAsk()
  const { sha256, replaces } = certificate
  const trust = async (): Promise<void> => {
    const outcome = await ask(window.dialdesk.lines.trustCertificate({ lineId: line.id, sha256 }))
    if (outcome.ok) onClose(sha256)
  }
  const facts = [
    ['host', certificate.host],
    ['problem', t(`cert.why.${certificate.problem}`)],
    ['subject', certificate.subject],
    ['issuer', certificate.issuer],
    ['valid', t('cert.validRange', { from: dateTime(certificate.validFrom, i18n.language), to: dateTime(certificate.validTo, i18n.language) })],
    ['fingerprint', sha256.toUpperCase().match(/.{4}/g)?.join(' ') ?? sha256],
  ] as const
  return (
    <Dialog
      title={t(replaces ? 'cert.changedTitle' : 'cert.title')}
      onClose={() => onClose(sha256)}
      safe={{ label: t('cert.no'), run: () => onClose(sha256) }}
      act={{ label: t('cert.yes'), tone: replaces ? 'stop' : 'primary', run: () => void trust(), disabled: busy }}
    >
      {replaces && (
        <p className="note bad">
          <IconAlertTriangle size={16} aria-hidden />
          <span>{t('cert.changed')}</span>
        </p>
      )}
      <p>{t('cert.text', { line: line.label, host: certificate.host })}</p>
      <dl className="cert-facts">
        {facts.map(([key, value]) => (
          <div key={key}>
            <dt>{t(`cert.${key}`)}</dt>
            <dd className={key === 'fingerprint' ? 'num' : undefined}>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      <FailureNote failure={failure} />
    </Dialog>
  )
}
