import type { ReactNode, Ref } from 'react'

type Props = {
  /** The pane, which scrolls. */
  readonly ref?: Ref<HTMLElement>
  /** Of the heading, which names the pane. */
  readonly id: string
  readonly title: string
  /** Beside the title. */
  readonly beside?: ReactNode
  readonly children: ReactNode
}

/** The pane beside a form: its result, or what was sent before. */
export function ResultPane({ ref, id, title, beside, children }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must be reachable by key
    <section ref={ref} className="pane result-pane" aria-labelledby={id} tabIndex={0} data-pane>
      <div className="pane-head padded">
        <h1 id={id}>{title}</h1>
        {beside}
      </div>
      {children}
    </section>
  )
}
