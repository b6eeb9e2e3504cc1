// The way from a journey to Activity, for what can only be settled there. Null where there is none.
import { createContext } from 'react';

export const ToActivity = createContext<(() => void) | null>(null);
