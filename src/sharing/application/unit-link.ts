import { organisationTypes, type DataRegime, type UnitView } from '../../directory/index.js';
import type { ChainLink } from '../domain/secrecy-chain.js';
import type { SharingCategory } from '../domain/sharing-codes.js';

/** Law under which a unit works unless an item says otherwise. */
export function regimeOf(unit: UnitView): DataRegime {
  return organisationTypes[unit.type].regime;
}

/** The only link of what a unit knows itself, told at category level. */
export function linkOfUnit(unit: UnitView, category: SharingCategory): ChainLink {
  return {
    controllerType: unit.type,
    category,
    regime: regimeOf(unit),
    secrecyOrigin: null,
    entrustedBy: null,
  };
}
