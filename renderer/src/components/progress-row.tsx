import css from './progress-row.module.css'

type Props = {
  /** What is being done, with how far it is. */
  readonly text: string
  readonly done: number
  readonly of: number
  /** Ends it. */
  readonly stop?: { readonly label: string; readonly run: () => void }
}

/** How far something is that takes a while, and the button that ends it. */
export function ProgressRow({ text, done, of, stop }: Props) {
  return (
    <div className={css['progress']}>
      <progress className={css['progress-bar']} aria-label={text} max={of} value={done} />
      <span className="num">{text}</span>
      {stop && (
        <button type="button" className="button small" onClick={stop.run}>
          {stop.label}
        </button>
      )}
    </div>
  )
}
