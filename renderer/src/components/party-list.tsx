import { IconHistory, IconPhone, IconServer2, IconUser } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { displayNumber } from '../../../shared/domain/phone-number.ts'
import { useApp } from '../state/app-store.ts'
import { regionOf } from '../state/selectors.ts'
import { NumberPrice } from './number-price.tsx'
import type { Party } from './parties.ts'
import { type PartyListProps, partyId } from './party-field.tsx'
import css from './party-list.module.css'

const icons = { contact: IconUser, recent: IconHistory, number: IconPhone, 'sip-user': IconServer2 } as const

/** The hits of a field for numbers and people, each with its price; a sentence where words name nobody. @param over lies over what is below the field */
export function PartyList({ of, over }: { readonly of: PartyListProps; readonly over: boolean }) {
  const { t } = useTranslation()
  const { id, open, parties, active, onTake, nobody, refused } = of
  const activeId = active && partyId(id, active)
  useEffect(() => {
    if (activeId) document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' })
  }, [activeId])
  return (
    <>
      {open && (
        <div className={over ? `${css['party-hits']} ${css['hits-over']}` : css['party-hits']}>
          <div id={id} role="listbox" aria-label={t(parties[0]?.kind === 'number' ? 'party.numbers' : 'party.list')}>
            {parties.map((party) => (
              <Row key={partyId(id, party)} id={partyId(id, party)} party={party} active={party === active} onTake={() => onTake(party)} />
            ))}
          </div>
        </div>
      )}
      {nobody !== null && !over && <PartyNobody text={nobody} parties={parties} refused={refused} />}
    </>
  )
}

/** What to do where words are no number and nobody's name; said again when Enter is pressed. */
export function PartyNobody({ text, parties, refused }: { readonly text: string; readonly parties: readonly Party[]; readonly refused: boolean }) {
  const { t } = useTranslation()
  return (
    <p key={String(refused)} className={css['nobody']} role={refused ? 'alert' : 'status'}>
      <bdi>{t(parties.length ? 'party.nobodyButUser' : 'party.nobody', { text })}</bdi>
    </p>
  )
}

type RowProps = { readonly id: string; readonly party: Party; readonly active: boolean; readonly onTake: () => void }

function Row({ id, party: { kind, number, name }, active, onTake }: RowProps) {
  const { t } = useTranslation()
  const region = useApp(regionOf)
  const shown = kind === 'sip-user' ? t('party.sipUser', { user: number.replace(/^sip:/, '') }) : displayNumber(number.replace(/^sip:/, ''), region)
  const Icon = icons[kind]
  return (
    // by key the field moves among the hits, and keeps the focus
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    // biome-ignore lint/a11y/useFocusableInteractive: see above
    <div id={id} role="option" aria-selected={active} className="target" onMouseDown={(e) => e.preventDefault()} onClick={onTake}>
      <Icon size={16} stroke={1.75} aria-hidden />
      <span className="two">
        <b>
          <bdi>{name ?? shown}</bdi>
        </b>
        {name !== null && <small className="num">{shown}</small>}
      </span>
      <NumberPrice number={number} />
    </div>
  )
}
