import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RememberedAccount } from '../../../../shared/domain/account.ts'
import { formatMoney } from '../../../../shared/domain/money.ts'
import { Dialog } from '../../components/dialog.tsx'
import { FailureNote } from '../../components/failure-text.tsx'
import { useRequest } from '../../hooks/use-request.ts'
import { useApp } from '../../state/app-store.ts'
import { SentOperations } from './sent-operations.tsx'

/** Who is signed in, and the accounts this computer remembers. */
export function AccountPage() {
  const { t, i18n } = useTranslation()
  const { session, remembered } = useApp((s) => s.account)
  const [forgetting, setForgetting] = useState<RememberedAccount | null>(null)
  const { failure, request } = useRequest()
  if (session.state !== 'signed-in') return null
  return (
    <>
      <h2>{t('settings.account')}</h2>
      <div className="narrow">
        <p>
          <b>
            <bdi>{session.userName}</bdi>
          </b>
          <br />
          {session.providerAddress}
          <br />
          <span style={{ color: 'var(--text-muted)' }}>{t(session.kept ? 'account.kept' : 'account.thisRun')}</span>
        </p>
        {session.accounts.map((a) => (
          <p key={a.accountNumber}>
            <bdi>{a.customerName}</bdi> <span className="num">{a.accountNumber}</span>
            {a.balance && <b className="num"> {formatMoney(a.balance, i18n.language)}</b>}
          </p>
        ))}
        <div>
          <button type="button" className="button" onClick={() => void request(window.dialdesk.account.signOut())}>
            {t('account.signOut')}
          </button>
        </div>
        <h2>{t('sign.remembered')}</h2>
        {remembered.map((r) => (
          <div key={r.id} style={{ display: 'flex', gap: 8, alignItems: 'center' }}>
            <span style={{ flex: 1, overflowWrap: 'anywhere' }}>
              <bdi>{r.userName}</bdi> · {r.providerAddress}
            </span>
            {r.id !== session.accountId && r.staySignedIn && (
              <button type="button" className="text-button" onClick={() => void request(window.dialdesk.account.switchTo({ accountId: r.id }))}>
                {t('account.switch', { name: r.userName })}
              </button>
            )}
            <button type="button" className="text-button" aria-label={`${t('account.forget')}: ${r.userName}`} onClick={() => setForgetting(r)}>
              {t('account.forget')}
            </button>
          </div>
        ))}
        <Managed />
        <FailureNote failure={failure} />
      </div>
      <SentOperations />
      {forgetting && (
        <Dialog
          title={t('account.forgetTitle')}
          onClose={() => setForgetting(null)}
          safe={{ label: t('account.keep'), run: () => setForgetting(null) }}
          confirm={{
            label: t('account.forget'),
            tone: 'stop',
            run: () => {
              void request(window.dialdesk.account.forget({ accountId: forgetting.id, confirmed: true }))
              setForgetting(null)
            },
          }}
        >
          <p>
            <b>
              <bdi>{forgetting.userName}</bdi>
            </b>
          </p>
          <p>{t('account.forgetText')}</p>
        </Dialog>
      )}
    </>
  )
}

/** What an administrator or the reseller set for this computer. */
function Managed() {
  const { t } = useTranslation()
  const { providerAddress, brand, disabled, proxy, spending } = useApp(({ environment }) => environment.managed)
  if (!providerAddress && !brand && !disabled.length && !proxy && !spending) return null
  return (
    <section aria-labelledby="managed-title">
      <h2 id="managed-title">{t('managed.title')}</h2>
      <ul className="plain-list">
        {providerAddress && <li>{t('managed.address', { address: providerAddress })}</li>}
        {brand && <li>{t('managed.brand')}</li>}
        {disabled.length > 0 && <li>{t('managed.disabled', { list: disabled.map((f) => t(`managed.function.${f}`)).join(', ') })}</li>}
        {proxy && <li>{t('managed.proxy', { proxy })}</li>}
        {spending && <li>{t('managed.spending')}</li>}
      </ul>
    </section>
  )
}
