import { TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { displayNumber, fromProviderNumber } from '../../../../shared/domain/phone-number.ts'
import type { RateLookUp } from '../../../../shared/domain/rate.ts'
import { Dialog } from '../../components/dialog.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { dateTime } from '../../i18n/format.ts'

type Props = {
  readonly lists: readonly RateLookUp[]
  readonly region: string
  readonly busy: boolean
  /** Asks it; `goOn`: only what was not asked yet. */
  readonly onAsk: (list: RateLookUp, goOn: boolean) => void
  readonly onName: (list: RateLookUp, name: string | null) => void
  readonly onRemove: (list: RateLookUp) => void
}

/** Lists that are kept under a name, and earlier look-ups. */
export function RateLists({ lists, region, busy, onAsk, onName, onRemove }: Props) {
  const { t } = useTranslation()
  const [removing, setRemoving] = useState<RateLookUp | null>(null)
  const groups = [
    [t('rates.lists'), lists.filter(({ name }) => name !== null)],
    [t('rates.earlier'), lists.filter(({ name }) => name === null)],
  ] as const
  return (
    <>
      {groups.map(
        ([title, some]) =>
          some.length > 0 && (
            <div key={title} className="padded">
              <h2>{title}</h2>
              <ul className="plain-list">
                {some.map((list) => (
                  <RateListRow
                    key={list.id}
                    {...{ list, region, busy }}
                    onAsk={(goOn) => onAsk(list, goOn)}
                    onName={(name) => onName(list, name)}
                    onRemove={() => (list.name === null ? onRemove(list) : setRemoving(list))}
                  />
                ))}
              </ul>
            </div>
          ),
      )}
      {removing && (
        <Dialog
          title={t('rates.removeTitle')}
          onClose={() => setRemoving(null)}
          safe={{ label: t('rates.keepList'), run: () => setRemoving(null) }}
          confirm={{
            label: t('rates.removeList'),
            tone: 'stop',
            run: () => {
              setRemoving(null)
              onRemove(removing)
            },
          }}
        >
          <p>
            <bdi>{removing.name}</bdi>
          </p>
          <p>{t('rates.count', { count: removing.numbers.length })}</p>
        </Dialog>
      )}
    </>
  )
}

type RowProps = {
  readonly list: RateLookUp
  readonly region: string
  readonly busy: boolean
  readonly onAsk: (goOn: boolean) => void
  readonly onName: (name: string | null) => void
  readonly onRemove: () => void
}

function RateListRow({ list, region, busy, onAsk, onName, onRemove }: RowProps) {
  const { t, i18n } = useTranslation()
  const [naming, setNaming] = useState(false)
  const [name, setName] = useState(list.name ?? '')
  const numbers = listed(list.numbers.map((n) => displayNumber(fromProviderNumber(n), region)))
  const called = list.name ?? listed(list.numbers)
  return (
    <li data-list>
      {naming ? (
        <form
          className="row grow"
          onSubmit={(e) => {
            e.preventDefault()
            setNaming(false)
            onName(name.trim() || null)
          }}
        >
          <TextInput
            className="grow"
            aria-label={t('rates.listName')}
            placeholder={t('rates.listName')}
            maxLength={100}
            value={name}
            data-autofocus
            autoFocus
            onChange={(e) => setName(e.currentTarget.value)}
          />
          <button type="submit" className="button small primary">
            {t('rates.keep')}
          </button>
          <button type="button" className="button small" onClick={() => setNaming(false)}>
            {t('calls.cancel')}
          </button>
        </form>
      ) : (
        <>
          <span className="grow num">
            {list.name !== null && (
              <b>
                <bdi>{list.name}</bdi>
              </b>
            )}
            {list.name === null && numbers}
            <small>
              {list.name !== null && `${t('rates.count', { count: list.numbers.length })}, `}
              {dateTime(list.askedAt, i18n.language)}
            </small>
          </span>
          {!list.finished && (
            <button type="button" className="text-button" aria-label={`${t('rates.goOn')}: ${called}`} disabled={busy} onClick={() => onAsk(true)}>
              {t('rates.goOn')}
            </button>
          )}
          <button type="button" className="text-button" aria-label={`${t('rates.again')}: ${called}`} disabled={busy} onClick={() => onAsk(false)}>
            {t('rates.again')}
          </button>
          <button
            type="button"
            className="text-button"
            aria-label={`${t(list.name === null ? 'rates.keepAs' : 'rates.rename')}: ${called}`}
            onClick={() => setNaming(true)}
          >
            {t(list.name === null ? 'rates.keepAs' : 'rates.rename')}
          </button>
          <IconButton label={`${t('rates.removeList')}: ${called}`} onClick={onRemove}>
            <IconTrash size={16} aria-hidden />
          </IconButton>
        </>
      )}
    </li>
  )
}

const LISTED = 20
const listed = (numbers: readonly string[]): string => numbers.slice(0, LISTED).join(', ') + (numbers.length > LISTED ? ' ...' : '')
