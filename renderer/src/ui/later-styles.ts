// The styles of what is loaded after the first screen, for whatever of it is loaded first (components/lazy-module.tsx).
import './mantine-later.css'
