import { useSyncExternalStore } from 'react';
import { usePanel } from '../app/panel';

export function LiveRegions() {
  const { announcer } = usePanel();
  const polite = useSyncExternalStore(announcer.subscribe, () => announcer.polite);
  const urgent = useSyncExternalStore(announcer.subscribe, () => announcer.urgent);
  return (
    <>
      <p className="vh" aria-live="polite">
        {polite}
      </p>
      <p className="vh" aria-live="assertive">
        {urgent}
      </p>
    </>
  );
}
