import { createContext, use } from 'react';
import { Roving } from './roving';

export const RovingContext = createContext<Roving | null>(null);

export function useRoving(): Roving {
  const roving = use(RovingContext);
  if (roving === null) throw new Error('useRoving: no board above');
  return roving;
}
