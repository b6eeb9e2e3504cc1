// English: the language that every other one is checked against.
import { changes } from './changes.ts';
import { errors } from './errors.ts';
import * as format from './format.ts';
import { items } from './items.ts';
import { trust } from './trust.ts';
import { ui } from './ui.ts';

export const en = { errors, trust, items, changes, ui, format };
