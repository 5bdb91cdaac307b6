import type { Registration } from '../../../shared/domain/line.ts'
import css from './status-dot.module.css'

export type StatusDotState = Registration['state'] | 'in-call' | 'ringing' | 'held'

/** A line's state: each has its own shape, not only a colour. Hidden from screen readers because the text beside it says the same. */
export function StatusDot({ state }: { readonly state: StatusDotState }) {
  return (
    <svg className={`${css['status-dot']} status-dot ${css[state] ?? ''}`} viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
      {shape(state)}
    </svg>
  )
}

function shape(state: StatusDotState) {
  switch (state) {
    case 'registered':
      return <circle cx="6" cy="6" r="4.5" fill="currentColor" />
    case 'in-call':
      return <circle cx="6" cy="6" r="3.5" fill="none" stroke="currentColor" strokeWidth="3" />
    case 'held':
      return <path d="M2.5 1.5h2.6v9H2.5zM6.9 1.5h2.6v9H6.9z" fill="currentColor" />
    case 'ringing':
      return (
        <>
          <circle cx="6" cy="6" r="5" fill="none" stroke="currentColor" strokeWidth="1.2" />
          <circle cx="6" cy="6" r="2.8" fill="currentColor" />
        </>
      )
    case 'connecting':
      return <path d="M6 1.5a4.5 4.5 0 1 1-4.5 4.5" fill="none" stroke="currentColor" strokeWidth="2" />
    case 'unreachable':
      return <path d="M6 1l5.4 10H.6z" fill="currentColor" />
    case 'refused':
      return <path d="M1.5 1.5h9v9h-9zM4 4l4 4M8 4L4 8" fill="currentColor" stroke="var(--background)" strokeWidth="1.4" />
    case 'off':
      return <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="1.5" />
  }
}
