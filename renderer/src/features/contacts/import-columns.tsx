import { Select, Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type ColumnTarget, columnTargets, type ImportPreview } from '../../../../shared/domain/contact-import.ts'
import css from './import-dialog.module.css'

type Props = {
  readonly preview: ImportPreview
  readonly onTargets: (targets: ColumnTarget[]) => void
  readonly onHead: (hasHead: boolean) => void
}

/** The columns of a table with their first values, and what each holds. */
export function ImportColumns({ preview: { columns, hasHead }, onTargets, onHead }: Props) {
  const { t } = useTranslation()
  const change = (at: number, target: ColumnTarget): void => onTargets(columns.map((column, i) => (i === at ? target : column.target)))
  const nameOf = (at: number): string => columns[at]?.name || t('import.column', { n: at + 1 })
  return (
    <>
      <Switch label={t('import.hasHead')} checked={hasHead} onChange={(e) => onHead(e.currentTarget.checked)} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls must be reachable by key */}
      <div className={css['columns']} tabIndex={0}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('import.columnName')}</th>
              <th scope="col">{t('import.columnValues')}</th>
              <th scope="col">{t('import.columnTarget')}</th>
            </tr>
          </thead>
          <tbody>
            {columns.map((column, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other identity
              <tr key={i}>
                <th scope="row">
                  <bdi>{nameOf(i)}</bdi>
                </th>
                <td className={css['samples']}>
                  <bdi>{column.samples.filter(Boolean).join(' · ')}</bdi>
                </td>
                <td>
                  <Select
                    aria-label={t('import.targetOf', { column: nameOf(i) })}
                    size="xs"
                    allowDeselect={false}
                    value={column.target}
                    data={columnTargets.map((value) => ({ value, label: t(`import.target.${value}`) }))}
                    onChange={(value) => value && change(i, value)}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
