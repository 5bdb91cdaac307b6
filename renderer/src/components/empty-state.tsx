type Props = {
  readonly text: string
  /** The one thing to do about it. */
  readonly action: { readonly label: string; readonly run: () => void; readonly busy?: boolean }
}

/** What stands in place of a list that has nothing to show: one sentence and one action. */
export function EmptyState({ text, action }: Props) {
  return (
    <div className="empty" data-empty>
      <p>{text}</p>
      <button type="button" className="button" disabled={action.busy} aria-busy={action.busy} onClick={action.run}>
        {action.label}
      </button>
    </div>
  )
}
