export { auth0 } from "./auth0/index.js";
export { cognito } from "./cognito/index.js";
export { nexus } from "./nexus/index.js";
