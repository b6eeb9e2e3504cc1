import { memoryStore } from '../../../main/trust/memory.ts';
import { storeContract } from './contract.ts';

const store = memoryStore();
storeContract('the memory store', { open: () => store });
