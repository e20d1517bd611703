// Made from the API's own description by `npm run api-types`. Not to be written by hand.

export interface paths {
    "/api/v1/account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: signed-in. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Account"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
            };
        };
        put?: never;
        /** @description Access: signed-in. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        language?: "th" | "en";
                        name?: string;
                    };
                };
            };
            responses: {
                /** @description Done. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/identities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: signed-in. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["IdentityRows"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
            };
        };
        put?: never;
        /** @description Access: signed-in. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        provider: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            location: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/identities/{id}/unlink": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: signed-in. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: signed-in. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        password: string;
                    };
                };
            };
            responses: {
                /** @description Done. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: signed-in. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RecoveryCodes"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: signed-in. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SessionRows"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/sessions/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: signed-in. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/sessions/end-others": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: signed-in. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            ended: number;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/two-step/begin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: signed-in. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TwoStepSetUp"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/two-step/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: signed-in. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        code: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RecoveryCodes"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/two-step/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: signed-in. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: agent.see. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AgentList"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: agent.see. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AgentPage"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{id}/commands": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: agent.command. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        kind: "configuration.refresh" | "bundle.send" | "recount.ask" | "agent.restart" | "key.rotate";
                        machineId?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: agent.pair. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        fingerprint: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            confirmedAt: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{id}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: key.manage. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        label?: string;
                        lastsDays?: number;
                        scopes?: ("facts.deliver" | "configuration.read" | "command.carry-out")[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["KeyMade"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{id}/keys/{key}/regenerate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: key.manage. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                    key: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["KeyMade"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{id}/keys/{key}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: key.manage. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                    key: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{id}/keys/{key}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: key.manage. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                    key: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["KeyMade"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: agent.revoke. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            keys: number;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{id}/salvage/{hash}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: quarantine.see. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    hash: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The file. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": string;
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/waiting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: agent.pair. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WaitingAgents"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alarms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: alarm.see. */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: string;
                    severity?: "bad" | "warn" | "off";
                    shop?: string;
                    state?: "open" | "acknowledged" | "cleared";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AlarmPage"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alarms/{id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: alarm.acknowledge. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        note?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/anomalies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: anomaly.see. */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: string;
                    rule?: "payouts" | "below_limit" | "cancelled" | "open_ends" | "outside_hours" | "short_count" | "shop_payouts";
                    shop?: string;
                    state?: "open" | "snoozed" | "closed";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AnomalyPage"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/anomalies/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: anomaly.see. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AnomalyDetail"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/anomalies/{id}/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: anomaly.resolve. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        said: string;
                        /** @enum {string} */
                        what: "noted";
                    } | {
                        to: string | null;
                        /** @enum {string} */
                        what: "assigned";
                    } | {
                        said: string;
                        until: string;
                        /** @enum {string} */
                        what: "snoozed";
                    } | {
                        /** @enum {string} */
                        what: "woken";
                    } | {
                        /** @enum {unknown} */
                        as: "explained" | "error" | "passed_on";
                        said: string;
                        /** @enum {string} */
                        what: "resolved";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: archive.see. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ArchivePage"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/archive/months/{month}/{wish}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: archive.manage. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path: {
                    month: string;
                    wish: "archive" | "restore";
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            askedAt: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/archive/transactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: archive.see. */
        get: {
            parameters: {
                query: {
                    cursor?: string;
                    from: string;
                    kind?: "deposit" | "sale" | "change" | "payout" | "exchange" | "refill" | "collection" | "adjustment" | "purchase_payout";
                    reference?: string;
                    shop?: string;
                    to: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ArchiveFound"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/archive/volumes/{volume}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: archive.see. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    volume: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ArchiveVolume"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/archive/volumes/{volume}/files/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: archive.see. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    number: string;
                    volume: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The file. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/gzip": string;
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: audit.see. */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    from?: string;
                    limit?: string;
                    refused?: "yes";
                    shop?: string;
                    subject?: string;
                    to?: string;
                    what?: string;
                    who?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AuditPage"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: audit.see. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AuditCheck"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: case.see. */
        get: {
            parameters: {
                query?: {
                    about?: "operation" | "discrepancy";
                    cursor?: string;
                    limit?: string;
                    shop?: string;
                    state?: "open" | "snoozed" | "closed";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CasePage"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: case.see. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseDetail"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: case.resolve. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        said: string;
                        /** @enum {string} */
                        what: "noted";
                    } | {
                        to: string | null;
                        /** @enum {string} */
                        what: "assigned";
                    } | {
                        said: string;
                        until: string;
                        /** @enum {string} */
                        what: "snoozed";
                    } | {
                        /** @enum {string} */
                        what: "woken";
                    } | {
                        said: string;
                        /** @enum {string} */
                        what: "resolved";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cash/levels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: machine.see. */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: string;
                    shop?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CashLevels"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cash/movements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: transaction.see. */
        get: {
            parameters: {
                query: {
                    by?: "kind" | "person";
                    compare?: "before" | "year";
                    from: string;
                    shop?: string;
                    to: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Movements"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cash/position": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: machine.see. */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: string;
                    machine?: string;
                    shop?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CashPosition"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/closings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: closing.see. */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: string;
                    shop?: string;
                    tier?: "automatic" | "reason" | "approval";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ClosingPage"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/closings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: closing.see. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ClosingDetail"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/collections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: transaction.see. */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: string;
                    shop?: string;
                    state?: "collected" | "handed_over" | "received" | "counted";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CollectionPage"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/collections/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: transaction.see. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CollectionDetail"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/collections/{id}/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: collection.manage. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        happenedAt: string;
                        party: string;
                        place?: string;
                        said?: string;
                        seal?: string;
                        /** @enum {string} */
                        what: "handed_over";
                    } | {
                        happenedAt: string;
                        party: string;
                        place?: string;
                        said?: string;
                        seal?: string;
                        /** @enum {string} */
                        what: "received";
                    } | {
                        counted: {
                            /** @enum {unknown} */
                            form: "note" | "coin";
                            pieces: number;
                            valueMinor: number;
                        }[];
                        happenedAt: string;
                        party: string;
                        place?: string;
                        said?: string;
                        seal?: string;
                        /** @enum {string} */
                        what: "counted";
                    } | {
                        happenedAt: string;
                        said: string;
                        /** @enum {string} */
                        what: "noted";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commands/{id}/bundle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: agent.command. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The file. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/zip": string;
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: closing.see. */
        get: {
            parameters: {
                query: {
                    cursor?: string;
                    from: string;
                    to: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Compare"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/divergences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: quarantine.see. */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: string;
                    state?: "open" | "healed" | "settled";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DivergenceList"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/divergences/{id}/settle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: quarantine.discard. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        said: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/employees/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: employee.manage. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name?: string;
                        permissions?: ("machine.see" | "machine.exchange" | "machine.withdraw" | "machine.refill" | "machine.empty" | "machine.service" | "machine.configure" | "shift.open" | "shift.close" | "shift.approve" | "payout.approve")[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/employees/{id}/disabled": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: employee.manage. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        disabled: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/employees/{id}/pin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: employee.manage. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        pin: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: export.run. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        bom: boolean;
                        filters: {
                            [key: string]: string;
                        };
                        /** @enum {unknown} */
                        format: "csv" | "xlsx";
                        /** @enum {unknown} */
                        language: "en" | "th";
                        list: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            path: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: export.run. */
        get: {
            parameters: {
                query: {
                    ticket: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The file. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                        "text/csv; charset=utf-8": string;
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitation/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: public. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        password: string;
                        token: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            expiresInMs: number;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitation/accept-as-myself": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: signed-in. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        token: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            expiresInMs: number;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitation/provider": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: public. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        provider: string;
                        token: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            location: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitation/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: public. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        token: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Invitation"];
                    };
                };
                400: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: people.manage. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        allShops: boolean;
                        email: string;
                        /** @enum {unknown} */
                        language: "th" | "en";
                        role: string;
                        shops: string[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/{id}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: people.manage. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: people.manage. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: job.see. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["JobPage"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/dead-letters/{id}/redrive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: job.manage. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/machines/{machineId}/plate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: machine.configure. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path: {
                    machineId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        serial: string | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/machines/{machineId}/retired": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: machine.configure. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path: {
                    machineId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        cashSettled?: boolean;
                        retired: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: signed-in. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Me"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notice-channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: notification.manage. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        afterMinutes: number | null;
                        allShops: boolean;
                        hours: {
                            closes: number;
                            day: number;
                            opens: number;
                        }[] | null;
                        /** @enum {unknown} */
                        kind: "email" | "webhook" | "line";
                        label: string;
                        /** @enum {unknown} */
                        language: "th" | "en";
                        matters: ("cash" | "levels" | "machines" | "computers" | "records" | "shifts")[];
                        onlyEscalated: boolean;
                        passes: ("bad" | "warn" | "off")[];
                        severities: ("bad" | "warn" | "off")[];
                        shops: string[];
                        target: string;
                        token?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ChannelAdded"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notice-channels/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: notification.manage. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        afterMinutes: number | null;
                        allShops: boolean;
                        hours: {
                            closes: number;
                            day: number;
                            opens: number;
                        }[] | null;
                        label: string;
                        /** @enum {unknown} */
                        language: "th" | "en";
                        matters: ("cash" | "levels" | "machines" | "computers" | "records" | "shifts")[];
                        onlyEscalated: boolean;
                        passes: ("bad" | "warn" | "off")[];
                        revision: number;
                        severities: ("bad" | "warn" | "off")[];
                        shops: string[];
                        target: string;
                        token?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notice-channels/{id}/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: notification.manage. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notice-channels/{id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: notification.manage. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ChannelAdded"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notice-channels/{id}/switch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: notification.manage. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        on: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notice-channels/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: notification.manage. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: notification.manage. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NoticePage"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notices/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: notification.manage. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organization/delivery": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: shop.manage. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        delivery: {
                            leadDays: number;
                            weekdays: number[];
                            without: string[];
                        } | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            delivery: {
                                leadDays: number;
                                weekdays: number[];
                                without: string[];
                            } | null;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organization/limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: shop.manage. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        currency: string;
                        parLevels?: {
                            /** @enum {unknown} */
                            form: "note" | "coin";
                            high: number;
                            low: number;
                            par: number;
                            valueMinor: number;
                        }[];
                        payoutWithoutApprovalMinor?: number | null;
                        variance?: {
                            automaticMinor: number;
                            reasonMinor: number;
                        } | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Limits"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organization/opening-hours": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: shop.manage. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        openingHours: {
                            closes: number;
                            day: number;
                            opens: number;
                        }[] | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OpeningHoursWish"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organization/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: employee.see. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OrganizationSettings"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{id}/providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: public. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProviderButtons"];
                    };
                };
                400: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pairing-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: agent.pair. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        agentId?: string;
                        autoConfirm?: boolean;
                        shopId: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PairingCode"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pairing-codes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: agent.pair. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PairingProgress"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: people.see. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PeoplePage"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/assignment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: people.see. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Assignment"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        put?: never;
        /** @description Access: people.manage. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        allShops: boolean;
                        role: string;
                        shops: string[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/end-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: people.manage. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            ended: number;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: people.manage. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: people.manage. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SessionRows"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pipeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: agent.see. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Pipeline"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: people.manage. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProviderRows"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
            };
        };
        put?: never;
        /** @description Access: people.manage. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        clientId: string;
                        issuer: string;
                        label: string;
                        scopes: string;
                        secret: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/providers/{id}/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: people.manage. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/quarantine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: quarantine.see. */
        get: {
            parameters: {
                query?: {
                    code?: string;
                    cursor?: string;
                    limit?: string;
                    shop?: string;
                    state?: "pending" | "applied" | "discarded";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["QuarantineList"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/quarantine/{agent}/{epoch}/{sequence}/{hash}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: quarantine.see. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    agent: string;
                    epoch: string;
                    hash: string;
                    sequence: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["QuarantineDetail"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/quarantine/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: quarantine.discard. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        line: {
                            agent: string;
                            epoch: string;
                            hash: string;
                            sequence: number;
                        };
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/quarantine/discard/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: quarantine.discard. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        agent: string;
                        epoch: string;
                        hash: string;
                        sequence: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/quarantine/discard/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: quarantine.discard. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        agent: string;
                        epoch: string;
                        hash: string;
                        sequence: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/quarantine/mappings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: quarantine.see. */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: string;
                    shop?: string;
                    state?: "asked" | "in_force" | "withdrawn" | "revoked";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MappingList"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
            };
        };
        put?: never;
        /** @description Access: quarantine.map. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        from: string;
                        line: {
                            agent: string;
                            epoch: string;
                            hash: string;
                            sequence: number;
                        };
                        reason: string;
                        to: string;
                        /** @enum {unknown} */
                        what: "machine" | "currency" | "kind" | "form";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/quarantine/mappings/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: quarantine.map. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/quarantine/mappings/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: quarantine.map. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/quarantine/mappings/{id}/redrive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: quarantine.redrive. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MappedRedrive"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/quarantine/redrive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: quarantine.redrive. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        agent: string;
                        epoch: string;
                        hash: string;
                        sequence: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            branch: number;
                            /** @enum {string} */
                            state: "applied";
                        } | {
                            code: string;
                            /** @enum {string} */
                            state: "pending";
                        } | {
                            /** @enum {string} */
                            state: "gone";
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reversals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: transaction.see. */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: string;
                    shop?: string;
                    state?: "asked" | "booked" | "withdrawn";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ReversalList"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
            };
        };
        put?: never;
        /** @description Access: transaction.reverse. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        reason: string;
                        transaction: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reversals/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: transaction.reverse. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reversals/{id}/reverse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: transaction.reverse. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reversals/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: transaction.reverse. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: people.see. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RolesPage"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
            };
        };
        put?: never;
        /** @description Access: role.manage. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: {
                            en: string;
                            th: string;
                        };
                        permissions: ("shop.see" | "transaction.see" | "transaction.frames" | "transaction.reverse" | "machine.see" | "machine.exchange" | "machine.withdraw" | "machine.refill" | "machine.empty" | "machine.service" | "machine.configure" | "shift.open" | "shift.close" | "shift.approve" | "payout.approve" | "employee.see" | "employee.manage" | "shop.configure" | "shop.manage" | "closing.see" | "case.see" | "case.resolve" | "anomaly.see" | "anomaly.resolve" | "collection.manage" | "agent.see" | "agent.pair" | "agent.revoke" | "agent.command" | "key.manage" | "quarantine.see" | "quarantine.redrive" | "quarantine.discard" | "quarantine.map" | "people.see" | "people.manage" | "role.manage" | "audit.see" | "export.run" | "archive.see" | "archive.manage" | "alarm.see" | "alarm.acknowledge" | "notification.manage" | "job.see" | "job.manage")[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: role.manage. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: {
                            en: string;
                            th: string;
                        };
                        permissions: ("shop.see" | "transaction.see" | "transaction.frames" | "transaction.reverse" | "machine.see" | "machine.exchange" | "machine.withdraw" | "machine.refill" | "machine.empty" | "machine.service" | "machine.configure" | "shift.open" | "shift.close" | "shift.approve" | "payout.approve" | "employee.see" | "employee.manage" | "shop.configure" | "shop.manage" | "closing.see" | "case.see" | "case.resolve" | "anomaly.see" | "anomaly.resolve" | "collection.manage" | "agent.see" | "agent.pair" | "agent.revoke" | "agent.command" | "key.manage" | "quarantine.see" | "quarantine.redrive" | "quarantine.discard" | "quarantine.map" | "people.see" | "people.manage" | "role.manage" | "audit.see" | "export.run" | "archive.see" | "archive.manage" | "alarm.see" | "alarm.acknowledge" | "notification.manage" | "job.see" | "job.manage")[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles/{id}/delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: role.manage. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles/{id}/two-step": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: role.manage. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        required: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: public. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        email: string;
                        password: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            chooses: boolean;
                            expiresInMs: number;
                        };
                    };
                };
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            ticket: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        /** @description Access: public. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/forgotten": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: public. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        email: string;
                    };
                };
            };
            responses: {
                /** @description Done. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/new-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: public. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        password: string;
                        token: string;
                    };
                };
            };
            responses: {
                /** @description Done. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/organization": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: signed-in. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        organization: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            organization: string;
                            switched: boolean;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/organizations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: signed-in. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OwnOrganizations"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: signed-in. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        password: string;
                    } | {
                        code: string;
                    };
                };
            };
            responses: {
                /** @description Done. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/provider/{id}/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: public. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                303: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/provider/{orgId}/{id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: public. */
        get: {
            parameters: {
                query?: {
                    next?: string;
                };
                header?: never;
                path: {
                    id: string;
                    orgId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                303: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: public. */
        get: {
            parameters: {
                query?: {
                    next?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                303: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        /** @description Access: public. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            expiresInMs: number;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/second-step": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: public. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        code: string;
                        ticket: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            chooses: boolean;
                            expiresInMs: number;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/view-as": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: people.see. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        role: string;
                        shops?: string[];
                    };
                };
            };
            responses: {
                /** @description Done. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/view-as/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: signed-in. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shops": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: shop.manage. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        code: string;
                        currency: string;
                        cutOffMinutes: number;
                        name: {
                            en: string;
                            th: string;
                        };
                        timeZone: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shops/{shopId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: shop.see. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    shopId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ShopPage"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shops/{shopId}/closed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: shop.manage. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path: {
                    shopId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        cashSettled?: boolean;
                        closed: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shops/{shopId}/closings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: closing.see. */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: string;
                    tier?: "automatic" | "reason" | "approval";
                };
                header?: never;
                path: {
                    shopId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ClosingPage"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shops/{shopId}/day": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: shop.manage. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path: {
                    shopId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        currency: string;
                        cutOffMinutes: number;
                        timeZone: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shops/{shopId}/delivery": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: shop.configure. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path: {
                    shopId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        delivery: {
                            leadDays: number;
                            weekdays: number[];
                            without: string[];
                        } | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            delivery: {
                                leadDays: number;
                                weekdays: number[];
                                without: string[];
                            } | null;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shops/{shopId}/employees": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: employee.see. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    shopId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["EmployeePage"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        put?: never;
        /** @description Access: employee.manage. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path: {
                    shopId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        number: string;
                        permissions: ("machine.see" | "machine.exchange" | "machine.withdraw" | "machine.refill" | "machine.empty" | "machine.service" | "machine.configure" | "shift.open" | "shift.close" | "shift.approve" | "payout.approve")[];
                        pin?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shops/{shopId}/limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: employee.see. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    shopId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Limits"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        put?: never;
        /** @description Access: shop.configure. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path: {
                    shopId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        parLevels: {
                            /** @enum {unknown} */
                            form: "note" | "coin";
                            high: number;
                            low: number;
                            par: number;
                            valueMinor: number;
                        }[];
                        payoutWithoutApprovalMinor?: number;
                        variance?: {
                            automaticMinor: number;
                            reasonMinor: number;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Limits"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shops/{shopId}/limits/own": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: shop.configure. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path: {
                    shopId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        follow?: ("payoutWithoutApprovalMinor" | "variance" | "parLevels")[];
                        parLevels?: {
                            /** @enum {unknown} */
                            form: "note" | "coin";
                            high: number;
                            low: number;
                            par: number;
                            valueMinor: number;
                        }[];
                        payoutWithoutApprovalMinor?: number | null;
                        variance?: {
                            automaticMinor: number;
                            reasonMinor: number;
                        } | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Limits"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shops/{shopId}/machines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: machine.configure. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path: {
                    shopId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        currency: string;
                        /** @enum {unknown} */
                        driver: "glory-300" | "glory-fcc";
                        name: string;
                        serial: string | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shops/{shopId}/names": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: shop.configure. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path: {
                    shopId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        en: string;
                        th: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shops/{shopId}/opening-hours": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: shop.configure. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s. */
                    "idempotency-key"?: string;
                };
                path: {
                    shopId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        openingHours: {
                            closes: number;
                            day: number;
                            opens: number;
                        }[] | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OpeningHoursWish"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shops/{shopId}/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: employee.see. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    shopId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ShopSettings"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shops/{shopId}/shift": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: closing.see. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    shopId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OpenShifts"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shops/{shopId}/transactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: transaction.see. */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    day?: string;
                    limit?: string;
                };
                header?: never;
                path: {
                    shopId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TransactionPage"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/today": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: shop.see. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Today"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/transactions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: transaction.see. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TransactionDetail"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: public. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            status: "ok";
                        };
                    };
                };
                400: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: public. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            status: "ok";
                        };
                    };
                };
                400: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agent/command": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: agent. */
        get: {
            parameters: {
                query?: {
                    wait?: "yes";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CommandAnswer"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agent/commands/{id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: agent. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        code?: string;
                        /** @enum {unknown} */
                        outcome: "done" | "refused" | "failed";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                        };
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agent/commands/{id}/bundle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: agent. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        bytes: string;
                        offset: number;
                        totalBytes: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BundleHeld"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
                413: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agent/configuration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: agent. */
        get: {
            parameters: {
                query?: {
                    have?: string;
                    incarnation?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ConfigurationAnswer"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agent/key/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: agent. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["KeyMade"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agent/nonce": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Access: public. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AgentNonceAnswer"];
                    };
                };
                400: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agent/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: public. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        key: string;
                        nonce: string;
                        signature: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AgentTokenAnswer"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pair": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: public. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        code: string;
                        hostName: string;
                        installId: string;
                        nonce: string;
                        publicKey: string;
                        signature: string;
                        system: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PairAnswer"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sync/again": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: agent. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        epoch: string;
                        gone: {
                            from: number;
                            to: number;
                        }[];
                        incarnation: string;
                        lines: {
                            line: string;
                            sequence: number;
                        }[];
                        start: {
                            nonce: string;
                            number: number;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AgainAnswer"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
                413: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sync/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: agent. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Receipt"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
                413: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sync/open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: agent. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        agent: string;
                        clock: string;
                        disk?: {
                            freeBytes: number;
                            since: string;
                            /** @enum {unknown} */
                            state: "ok" | "low" | "full" | "stopped";
                        };
                        epochs: {
                            acked: number;
                            ackedHash: string;
                            first: number;
                            header: string;
                            last: number;
                            lastHash: string;
                            live: boolean;
                        }[];
                        files: {
                            bytes: number;
                            hash: string;
                        }[];
                        hostName?: string;
                        incarnation?: string;
                        installId: string;
                        oldestPendingMs?: number;
                        pending?: number;
                        software: string;
                        start: {
                            nonce: string;
                            number: number;
                        };
                        system?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OpenAnswer"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
                413: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sync/salvage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Access: agent. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        bytes: string;
                        file: string;
                        offset: number;
                        totalBytes: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SalvageAnswer"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                413: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Account: {
            email: string;
            /** @enum {unknown} */
            language: "th" | "en";
            name: string;
            password: {
                set: boolean;
                setAt: string | null;
            };
            twoStep: {
                recoveryCodesLeft: number;
                required: boolean;
                since: string | null;
            };
        };
        AgainAnswer: {
            putBack: number;
        };
        AgentCommand: {
            agent: string;
            expiresAt: string;
            id: string;
            kind: string;
            machine?: string;
        };
        AgentHealth: {
            clockOffsetMs: number | null;
            completeThrough: string | null;
            configuration: {
                applied: boolean;
                desired: number;
            };
            disk: components["schemas"]["Disk"] | null;
            epochs: number;
            id: string;
            lastReceiptAt: string | null;
            name: string;
            oldestPendingMs: number;
            pending: number;
            quarantined: number;
            software: string | null;
        };
        AgentList: {
            agents: components["schemas"]["AgentRow"][];
            asOf: string;
        };
        AgentNonceAnswer: {
            nonce: string;
        };
        AgentPage: {
            agent: components["schemas"]["AgentRow"];
            asOf: string;
            commands: components["schemas"]["CommandRow"][];
            keys: components["schemas"]["KeyRow"][];
            machines: components["schemas"]["MachineRef"][];
            streams: {
                completeThrough: string | null;
                epoch: string;
                highWater: number;
                lastReceiptAt: string | null;
                lost: number;
                ordinal: number;
                quarantined: number;
                since: string;
            }[];
        };
        AgentRow: {
            clockOffsetMs: number | null;
            completeThrough: string | null;
            configuration: {
                applied: number | null;
                desired: number;
            };
            confirmedAt: string | null;
            disk: components["schemas"]["Disk"] | null;
            fingerprint: string | null;
            hostName: string | null;
            id: string;
            lastHeardAt: string | null;
            liveKeys: number;
            name: string;
            oldestPendingMs: number;
            pairedAt: string | null;
            pending: number;
            quarantined: number;
            revokedAt: string | null;
            shop: components["schemas"]["ShopRef"];
            software: string | null;
            /** @enum {unknown} */
            state: "revoked" | "waiting" | "new" | "silent" | "connected";
            system: string | null;
        };
        AgentTokenAnswer: {
            agent: string;
            expiresInMs: number;
            shop: string;
            token: string;
        };
        Alarm: {
            acknowledgedAt: string | null;
            acknowledgedBy: string | null;
            clearedAt: string | null;
            currency: string;
            escalatedAt: string | null;
            id: string;
            need: components["schemas"]["Need"];
            note: string | null;
            raisedAt: string;
            /** @enum {unknown} */
            state: "open" | "acknowledged" | "cleared";
            timeZone: string;
        };
        AlarmPage: {
            acknowledged: number;
            asOf: string;
            next?: string;
            open: number;
            rows: components["schemas"]["Alarm"][];
        };
        AnomalyDetail: {
            asOf: string;
            assignable: {
                id: string;
                name: string;
            }[];
            evidence: components["schemas"]["Evidence"][];
            evidenceTotal: number;
            records: components["schemas"]["AnomalyRecord"][];
            row: components["schemas"]["AnomalyRow"];
        };
        AnomalyFigures: {
            limitMinor: number | null;
            outOf: number | null;
            own: {
                expected: number;
                periods: number;
            } | null;
            peers: {
                expected: number;
                least: number;
                most: number;
                others: number;
            } | null;
            /** @enum {unknown} */
            unit: "minor" | "count";
            value: number;
        };
        AnomalyPage: {
            asOf: string;
            next?: string;
            open: number;
            rows: components["schemas"]["AnomalyRow"][];
            snoozed: number;
        };
        AnomalyRecord: {
            assignee: {
                id: string;
                name: string;
            } | null;
            at: string;
            by: {
                id: string;
                name: string;
            };
            id: string;
            resolvedAs: ("explained" | "error" | "passed_on") | null;
            said: string | null;
            until: string | null;
            /** @enum {unknown} */
            what: "noted" | "assigned" | "snoozed" | "woken" | "resolved";
        };
        AnomalyRow: {
            assignee: {
                id: string;
                name: string;
            } | null;
            currency: string;
            figures: components["schemas"]["AnomalyFigures"];
            from: string;
            id: string;
            judgedAt: string;
            openedAt: string;
            operator: string | null;
            resolvedAs: ("explained" | "error" | "passed_on") | null;
            resolvedAt: string | null;
            /** @enum {unknown} */
            rule: "payouts" | "below_limit" | "cancelled" | "open_ends" | "outside_hours" | "short_count" | "shop_payouts";
            shop: components["schemas"]["ShopRef"];
            snoozedUntil: string | null;
            /** @enum {unknown} */
            state: "open" | "snoozed" | "resolved" | "withdrawn";
            to: string;
        };
        ArchiveFound: {
            asOf: string;
            next?: string;
            rows: components["schemas"]["TransactionRow"][];
        };
        ArchiveMonth: {
            bytes: number;
            facts: number;
            month: string;
            /** @enum {unknown} */
            state: "online" | "due" | "archived" | "both";
            transactions: number;
            volumes: {
                droppedAt: string | null;
                facts: number;
                manifestHash: string;
                restoredAt: string | null;
                /** @enum {unknown} */
                state: "verified" | "dropped" | "restored";
                verifiedAt: string;
                volume: number;
            }[];
            wish: {
                askedAt: string;
                doneAt: string | null;
                failure: string | null;
                /** @enum {unknown} */
                kind: "archive" | "restore";
            } | null;
        };
        ArchivePage: {
            asOf: string;
            months: components["schemas"]["ArchiveMonth"][];
            onlineMonths: number;
            /** @enum {unknown} */
            place: "set" | "none";
            timeZone: string;
        };
        ArchiveVolume: {
            files: {
                bytes: number;
                firstDay: string;
                /** @enum {unknown} */
                kind: "facts" | "places" | "transactions";
                lastDay: string;
                number: number;
                rows: number;
                sha256: string;
                shop: string;
            }[];
            manifestHash: string;
            month: string;
            previous: string;
            volume: number;
        };
        Assignment: {
            allShops: boolean;
            asOf: string;
            manageable: boolean;
            person: {
                email: string;
                id: string;
                name: string;
                self: boolean;
            };
            role: {
                id: string;
                name: components["schemas"]["Name"];
            };
            roles: {
                id: string;
                name: components["schemas"]["Name"];
            }[];
            shops: string[];
            since: string;
        };
        AuditCheck: {
            asOf: string;
            breaks: {
                from: number;
                /** @enum {unknown} */
                kind: "changed" | "missing" | "cut" | "rewritten" | "checkpoint_forged" | "checkpoint_missing";
                to: number;
            }[];
            checkpoints: {
                count: number;
                newest: {
                    day: string;
                    no: number;
                } | null;
                /** @enum {unknown} */
                place: "read" | "none" | "away";
            };
            events: number;
            headHash: string;
            more: boolean;
            sound: boolean;
        };
        AuditEvent: {
            action: string;
            actor: string | null;
            /** @enum {unknown} */
            actorKind: "person" | "agent" | "system";
            address: string | null;
            at: string;
            detail: {
                [key: string]: unknown;
            };
            hash: string;
            no: number;
            refused: boolean;
            subject: string | null;
        };
        AuditPage: {
            asOf: string;
            matters: string[];
            names: {
                [key: string]: components["schemas"]["Name"];
            };
            next?: string;
            people: {
                id: string;
                name: string;
            }[];
            rows: components["schemas"]["AuditEvent"][];
            timeZone: string;
        };
        Backtest: {
            days: number;
            lastWeek: number;
            meanDay: number;
            ours: number;
            unitDays: number;
        };
        BankLine: {
            /** @enum {unknown} */
            form: "note" | "coin";
            pieces: number;
            valueMinor: number;
        };
        BundleHeld: {
            heldTo: number;
        };
        CaseDetail: {
            asOf: string;
            assignable: {
                id: string;
                name: string;
            }[];
            fact: {
                agent: string;
                branch: number;
                epoch: string;
                sequence: number;
            };
            orphaned: boolean;
            records: components["schemas"]["CaseRecord"][];
            recounts: components["schemas"]["Recount"][];
            row: components["schemas"]["CaseRow"];
        };
        CasePage: {
            asOf: string;
            next?: string;
            open: number;
            rows: components["schemas"]["CaseRow"][];
            snoozed: number;
        };
        CaseRecord: {
            assignee: {
                id: string;
                name: string;
            } | null;
            at: string;
            by: {
                id: string;
                name: string;
            };
            id: string;
            said: string | null;
            until: string | null;
            /** @enum {unknown} */
            what: "noted" | "assigned" | "snoozed" | "woken" | "resolved";
        };
        CaseRow: {
            /** @enum {unknown} */
            about: "operation" | "discrepancy";
            amountMinor: number | null;
            assignee: {
                id: string;
                name: string;
            } | null;
            businessDate: string;
            currency: string;
            detail: string | null;
            id: string;
            inMinor: number | null;
            kind: ("deposit" | "sale" | "change" | "payout" | "exchange" | "refill" | "collection" | "adjustment" | "purchase_payout") | null;
            lines: components["schemas"]["CashLine"][];
            machine: components["schemas"]["MachineRef"];
            openedAt: string;
            operator: string | null;
            outcome: ("completed" | "cancelled" | "refused" | "partial" | "retained" | "unknown") | null;
            outMinor: number | null;
            owedMinor: number | null;
            reason: string | null;
            receivedAt: string;
            reference: string | null;
            resolvedAt: string | null;
            settledAt: string | null;
            settledBy: string | null;
            shop: components["schemas"]["ShopRef"];
            snoozedUntil: string | null;
            /** @enum {unknown} */
            state: "open" | "snoozed" | "settled" | "resolved";
        };
        CashLevels: {
            asOf: string;
            next?: string;
            rows: components["schemas"]["MachineLevels"][];
        };
        CashLine: {
            /** @enum {unknown} */
            direction: "in" | "out";
            /** @enum {unknown} */
            form: "note" | "coin";
            pieces: number;
            /** @enum {unknown} */
            place: "stock" | "box" | "reject";
            unit?: string;
            valueMinor: number;
        };
        CashPosition: {
            asOf: string;
            lines: {
                /** @enum {unknown} */
                bucket: "stock" | "dispensable" | "box" | "reject";
                currency: string;
                /** @enum {unknown} */
                form: "note" | "coin";
                pieces: number;
                valueMinor: number;
            }[];
            machines: number;
            newestAt: string | null;
            next?: string;
            oldestAt: string | null;
            rows: components["schemas"]["MachinePosition"][];
            unread: number;
        };
        Channel: {
            afterMinutes: number | null;
            allShops: boolean;
            disabledAt: string | null;
            disabledBecause: ("person" | "failures") | null;
            failures: number;
            formerUntil: string | null;
            hours: {
                closes: number;
                day: number;
                opens: number;
            }[] | null;
            id: string;
            /** @enum {unknown} */
            kind: "email" | "webhook" | "line";
            label: string;
            /** @enum {unknown} */
            language: "th" | "en";
            matters: ("cash" | "levels" | "machines" | "computers" | "records" | "shifts")[];
            onlyEscalated: boolean;
            passes: ("bad" | "warn" | "off")[];
            revision: number;
            severities: ("bad" | "warn" | "off")[];
            shops: string[];
            target: string;
        };
        ChannelAdded: {
            id: string;
            secret?: string;
        };
        ClosingDetail: {
            adjustments: {
                businessDate: string;
                by: string | null;
                currency: string | null;
                inMinor: number;
                occurredAt: string;
                operation: string | null;
                outMinor: number;
                reason: string | null;
                /** @enum {unknown} */
                what: "late" | "approved" | "reversed" | "restored";
            }[];
            asOf: string;
            lines: components["schemas"]["ClosingLine"][];
            machines: {
                currency: string;
                id: string;
                name: string;
                retired: boolean;
            }[];
            row: components["schemas"]["ClosingRow"];
        };
        ClosingLine: {
            counted: number | null;
            expected: number | null;
            /** @enum {unknown} */
            form: "note" | "coin";
            in: number;
            machine: string;
            opening: number | null;
            out: number;
            /** @enum {unknown} */
            place: "stock" | "box" | "reject";
            reported: number | null;
            valueMinor: number;
        };
        ClosingPage: {
            asOf: string;
            next?: string;
            rows: components["schemas"]["ClosingRow"][];
        };
        ClosingRow: {
            agent: string;
            approvedBy: string | null;
            blind: boolean;
            businessDate: string;
            closedAt: string;
            closedBy: string;
            counts: number;
            gapBefore: boolean;
            kinds: components["schemas"]["KindSum"][];
            number: number;
            numberTwice: boolean;
            openedAt: string;
            openedBy: string;
            reason: string | null;
            settled: boolean;
            shift: string;
            shop: components["schemas"]["ShopRef"];
            /** @enum {unknown} */
            source: "machine" | "counted";
            sums: components["schemas"]["ClosingSum"][];
            /** @enum {unknown} */
            tier: "automatic" | "reason" | "approval";
            unsettled: string[];
        };
        ClosingSum: {
            countedMinor: number | null;
            currency: string;
            expectedMinor: number;
            inMinor: number;
            openingMinor: number;
            outMinor: number;
            reportedMinor: number | null;
            unproven: number;
            varianceMinor: number;
        };
        CollectionDetail: {
            asOf: string;
            lines: components["schemas"]["CashLine"][];
            records: components["schemas"]["CustodyRecord"][];
            row: components["schemas"]["CollectionRow"];
        };
        CollectionPage: {
            asOf: string;
            next?: string;
            rows: components["schemas"]["CollectionRow"][];
        };
        CollectionRow: {
            businessDate: string;
            collectedAt: string;
            countedAt: string | null;
            countedMinor: number | null;
            currency: string;
            id: string;
            machine: components["schemas"]["MachineRef"];
            operator: string | null;
            /** @enum {unknown} */
            outcome: "completed" | "cancelled" | "refused" | "partial" | "retained" | "unknown";
            outMinor: number;
            receivedAt: string;
            receiver: string | null;
            seal: string | null;
            shop: components["schemas"]["ShopRef"];
            /** @enum {unknown} */
            state: "collected" | "handed_over" | "received" | "counted";
        };
        Coming: {
            earliestAt: string | null;
            likelyAt: string | null;
        };
        CommandAnswer: {
            command?: components["schemas"]["AgentCommand"];
            /** @enum {boolean} */
            rotateKey?: true;
            serverTime: string;
        };
        CommandRow: {
            answeredAt: string | null;
            bundleBytes: number | null;
            code: string | null;
            deliveredAt: string | null;
            expiresAt: string;
            id: string;
            /** @enum {unknown} */
            kind: "configuration.refresh" | "bundle.send" | "recount.ask" | "agent.restart" | "key.rotate";
            machineId: string | null;
            madeAt: string;
            madeBy: {
                id: string;
                name: string;
            };
            /** @enum {unknown} */
            state: "waiting" | "delivered" | "done" | "refused" | "failed" | "expired";
        };
        Compare: {
            asOf: string;
            next?: string;
            peaks: {
                currency: string;
                takingsMinor: number;
            }[];
            range: components["schemas"]["Range"];
            rows: components["schemas"]["ComparedShop"][];
        };
        ComparedShop: {
            businessDate: string;
            closings: number;
            completeThrough: string | null;
            currency: string;
            cutOffMinutes: number;
            days: {
                day: string;
                payoutsMinor: number;
                takingsMinor: number;
            }[];
            payoutsMinor: number;
            sales: number;
            shop: components["schemas"]["ShopRef"];
            takingsMinor: number;
            transactions: number;
            varianceMinor: number;
        };
        Configuration: {
            employees: components["schemas"]["ConfiguredEmployee"][];
            limits: components["schemas"]["Limits"];
            retired?: string[];
        };
        ConfigurationAnswer: {
            configuration?: components["schemas"]["Configuration"];
            incarnation: string;
            lastClosing?: number;
            version: number;
        };
        ConfiguredEmployee: {
            id: string;
            name: string;
            number: string;
            permissions: ("machine.see" | "machine.exchange" | "machine.withdraw" | "machine.refill" | "machine.empty" | "machine.service" | "machine.configure" | "shift.open" | "shift.close" | "shift.approve" | "payout.approve")[];
            pinVerifier: string | null;
        };
        Curve: {
            payoutsMinor: number[];
            takingsMinor: number[];
        };
        CustodyRecord: {
            by: {
                id: string;
                name: string;
            };
            counted: components["schemas"]["BankLine"][] | null;
            happenedAt: string;
            id: string;
            party: string | null;
            place: string | null;
            said: string | null;
            saidAt: string;
            seal: string | null;
            /** @enum {unknown} */
            what: "handed_over" | "received" | "counted" | "noted";
        };
        DeadLetter: {
            firstAt: string;
            id: string;
            lastAt: string;
            own: boolean;
            /** @enum {unknown} */
            queue: "alarms" | "notices" | "mails" | "redrive" | "anomalies" | "compare" | "audit-checkpoints" | "archive-months" | "archive-wishes" | "months-ahead" | "forget-expired" | "cash-rhythms";
            reason: string | null;
            times: number;
        };
        Disk: {
            freeBytes: number;
            since: string;
            /** @enum {unknown} */
            state: "ok" | "low" | "full" | "stopped";
        };
        Divergence: {
            agentName: string | null;
            asked: {
                askedAt: string | null;
                gone: number;
                other: number;
                putBack: number;
                putBackAt: string | null;
            } | null;
            businessDate: string | null;
            endedAt: string | null;
            expected: string[];
            found: string[];
            foundAt: string;
            id: string;
            ordinal: number | null;
            rows: number;
            said: string | null;
            sequence: number | null;
            settledBy: string | null;
            shop: components["schemas"]["ShopRef"];
            /** @enum {unknown} */
            state: "open" | "healed" | "settled";
            table: string | null;
            /** @enum {unknown} */
            what: "fact_missing" | "fact_altered" | "fact_unlisted" | "list_altered" | "derived";
        };
        DivergenceList: {
            asOf: string;
            next?: string;
            open: number;
            rows: components["schemas"]["Divergence"][];
        };
        EmployeePage: {
            applied: {
                agent: string;
                appliedAt: string | null;
                name: string;
                version: number | null;
            }[];
            asOf: string;
            changedAt: string | null;
            desiredVersion: number;
            rows: {
                disabledAt: string | null;
                id: string;
                name: string;
                number: string;
                permissions: ("machine.see" | "machine.exchange" | "machine.withdraw" | "machine.refill" | "machine.empty" | "machine.service" | "machine.configure" | "shift.open" | "shift.close" | "shift.approve" | "payout.approve")[];
                pinSetAt: string | null;
            }[];
            shop: components["schemas"]["ShopRef"];
        };
        Evidence: {
            /** @enum {unknown} */
            about: "operation" | "closing";
            amountMinor: number;
            at: string;
            id: string;
            kind: ("deposit" | "sale" | "change" | "payout" | "exchange" | "refill" | "collection" | "adjustment" | "purchase_payout") | null;
            operator: string | null;
            outcome: ("completed" | "cancelled" | "refused" | "partial" | "retained" | "unknown") | null;
        };
        Holding: {
            /** @enum {unknown} */
            form: "note" | "coin";
            pieces: number;
            /** @enum {unknown} */
            place: "stock" | "box" | "reject";
            valueMinor: number;
        };
        IdentityRows: {
            providers: {
                id: string;
                label: string;
            }[];
            rows: {
                id: string;
                label: string;
                lastUsedAt: string | null;
                linkedAt: string;
                provider: string;
            }[];
        };
        Invitation: {
            email: string;
            expiresAt: string;
            invitedBy: string;
            knownPerson: boolean;
            organization: components["schemas"]["Name"];
            providers: {
                id: string;
                label: string;
            }[];
            role: components["schemas"]["Name"];
        };
        JobPage: {
            asOf: string;
            deadLetters: components["schemas"]["DeadLetter"][];
            queues: components["schemas"]["QueueState"][];
            timeZone: string;
        };
        KeyMade: {
            id: string;
            key: string;
        };
        KeyRow: {
            diesAt: string | null;
            firstUsedAt: string | null;
            id: string;
            label: string;
            lastUsedAt: string | null;
            lastUsedFrom: string | null;
            madeAt: string;
            madeBy: {
                id: string;
                name: string;
            } | null;
            replaces: string | null;
            revokedAt: string | null;
            scopes: ("facts.deliver" | "configuration.read" | "command.carry-out")[];
            /** @enum {unknown} */
            state: "live" | "grace" | "waiting" | "revoked" | "expired";
        };
        KindSum: {
            currency: string;
            inMinor: number;
            /** @enum {unknown} */
            kind: "deposit" | "sale" | "change" | "payout" | "exchange" | "refill" | "collection" | "adjustment" | "purchase_payout";
            operations: number;
            outMinor: number;
        };
        LevelDenomination: {
            capacity: number;
            /** @enum {unknown} */
            form: "note" | "coin";
            late: boolean;
            order: {
                amountMinor: number;
                leftPieces: number;
                packPieces: number;
                packs: number;
                pieces: number;
            } | null;
            orderBy: string | null;
            pieces: number | null;
            set: {
                high: number;
                low: number;
                par: number;
            } | null;
            valueMinor: number;
        };
        LevelUnit: {
            capacity: number;
            empty: components["schemas"]["Coming"] | null;
            /** @enum {unknown} */
            form: "note" | "coin";
            full: components["schemas"]["Coming"] | null;
            highMark: number;
            /** @enum {unknown} */
            level: "empty" | "low" | "ok" | "high" | "full" | "missing" | "unknown";
            lowMark: number;
            /** @enum {unknown} */
            outlook: "known" | "unused" | "unknown_pieces" | "old_reading" | "little_history";
            pieces: number | null;
            /** @enum {unknown} */
            role: "recycle" | "box" | "reject" | "overflow";
            unit: string;
            valueMinor: number | null;
        };
        Limits: {
            parLevels: {
                /** @enum {unknown} */
                form: "note" | "coin";
                high: number;
                low: number;
                par: number;
                valueMinor: number;
            }[];
            payoutWithoutApprovalMinor?: number;
            variance?: components["schemas"]["Variance"];
        };
        MachineLevels: {
            backtest: components["schemas"]["Backtest"] | null;
            broughtOn: string | null;
            currency: string;
            delivery: {
                leadDays: number;
                weekdays: number[];
                without: string[];
            };
            denominations: components["schemas"]["LevelDenomination"][];
            due: {
                broughtOn: string;
                passedOver: string[];
            } | null;
            late: boolean;
            learned: {
                at: string;
                days: number;
                through: string | null;
            } | null;
            machine: {
                id: string;
                name: string;
            };
            orderBy: string | null;
            orderMinor: number;
            readAt: string | null;
            shop: components["schemas"]["ShopRef"];
            units: components["schemas"]["LevelUnit"][];
        };
        MachineNow: {
            currency: string;
            driver: string;
            faults: {
                code: string;
                since: string;
                unit?: string;
            }[];
            id: string;
            name: string;
            readAt: string | null;
            serial: string | null;
            /** @enum {unknown} */
            state: "idle" | "busy" | "waiting" | "fault" | "offline" | "unknown";
            stateAt: string | null;
            units: components["schemas"]["UnitReading"][];
        };
        MachinePosition: {
            machine: {
                id: string;
                name: string;
            };
            position: components["schemas"]["Position"];
            readAt: string | null;
            shop: components["schemas"]["ShopRef"];
        };
        MachineRef: {
            id: string;
            name: string;
            retired: boolean;
        };
        MachineTile: {
            bars: components["schemas"]["UnitBars"];
            currency: string;
            driver: string;
            faults: {
                code: string;
                since: string;
                unit?: string;
            }[];
            id: string;
            name: string;
            readAt: string | null;
            serial: string | null;
            /** @enum {unknown} */
            state: "idle" | "busy" | "waiting" | "fault" | "offline" | "unknown";
            stateAt: string | null;
        };
        MappedRedrive: {
            applied: number;
            more: boolean;
            pending: number;
        };
        Mapping: {
            approvedAt: string | null;
            approvedBy: {
                id: string;
                name: string;
            } | null;
            askedAt: string;
            askedBy: {
                id: string;
                name: string;
            };
            endedAt: string | null;
            endedBy: {
                id: string;
                name: string;
            } | null;
            facts: number;
            from: string;
            id: string;
            machine: string | null;
            reason: string;
            shop: components["schemas"]["ShopRef"];
            /** @enum {unknown} */
            state: "asked" | "in_force" | "withdrawn" | "revoked";
            to: string;
            /** @enum {unknown} */
            what: "machine" | "currency" | "kind" | "form";
        };
        MappingList: {
            asOf: string;
            next?: string;
            rows: components["schemas"]["Mapping"][];
        };
        Me: {
            allShops: boolean;
            organization: {
                id: string;
                name: components["schemas"]["Name"];
            };
            permissions: string[];
            person: {
                email: string;
                id: string;
                name: string;
            };
            role: {
                key: string;
                name: components["schemas"]["Name"];
            };
            shops: {
                closed: boolean;
                code: string;
                id: string;
                name: components["schemas"]["Name"];
            }[];
            switches: boolean;
            viewing: components["schemas"]["Name"] | null;
        };
        MovementRow: {
            before: {
                inMinor: number;
                outMinor: number;
                transactions: number;
            } | null;
            currency: string;
            inMinor: number;
            kind: ("deposit" | "sale" | "change" | "payout" | "exchange" | "refill" | "collection" | "adjustment" | "purchase_payout") | null;
            operator: string | null;
            outMinor: number;
            transactions: number;
        };
        Movements: {
            asOf: string;
            before: components["schemas"]["Range"] | null;
            completeThrough: string | null;
            range: components["schemas"]["Range"];
            rows: components["schemas"]["MovementRow"][];
        };
        Name: {
            en: string;
            th: string;
        };
        Need: {
            caseId?: string;
            /** @enum {unknown} */
            code: "unknown_outcome" | "owed" | "retained" | "unsettled" | "discrepancy" | "unit_low" | "unit_empty" | "unit_high" | "unit_full" | "unit_fault" | "machine_offline" | "retired_reports" | "silent" | "disk_low" | "disk_full" | "disk_stopped" | "quarantine" | "quarantine_grows" | "declared_lost" | "epoch_left" | "divergence" | "divergence_healed" | "closing_variance" | "clock_off" | "backlog" | "key_waiting" | "configuration_waiting";
            /** @enum {unknown} */
            severity: "bad" | "warn" | "off";
            shopId: string;
            since: string;
            transactionId?: string;
            values: {
                [key: string]: string | number;
            };
        };
        Notice: {
            attempts: {
                answer: string | null;
                at: string;
                status: number | null;
                target: string | null;
                try: number;
            }[];
            channel: string;
            channelId: string;
            digestId: string | null;
            givenUpBecause: ("tries" | "removed" | "edited") | null;
            heldUntil: string | null;
            id: string;
            nextTryAt: string | null;
            queuedAt: string;
            /** @enum {unknown} */
            state: "waiting" | "sent" | "given-up";
            subject: string;
            waits: ("hours" | "digest" | "channel" | "retry") | null;
            /** @enum {unknown} */
            what: "raised" | "cleared" | "escalated" | "test" | "digest";
        };
        NoticePage: {
            asOf: string;
            channels: components["schemas"]["Channel"][];
            notices: components["schemas"]["Notice"][];
            timeZone: string;
        };
        OpenAnswer: {
            again?: components["schemas"]["Stretch"][];
            configuration?: number;
            epochs: {
                epoch: string;
                highWater: number;
                highWaterHash: string;
                /** @enum {unknown} */
                verdict: "resume" | "behind" | "superseded" | "held" | "wanted";
            }[];
            files: {
                hash: string;
                heldTo: number;
            }[];
            incarnation: string;
            limits: {
                batchBytes: number;
                batchLines: number;
            };
            retryAfterMs?: number;
            serverTime: string;
        };
        OpeningHoursWish: {
            openingHours: {
                closes: number;
                day: number;
                opens: number;
            }[] | null;
        };
        OpenShift: {
            agent: string;
            completeThrough: string | null;
            countedAt: string | null;
            counts: number;
            kinds: components["schemas"]["KindSum"][];
            openedAt: string;
            openedBy: string;
            shift: string;
            /** @enum {unknown} */
            source: "machine" | "counted";
            sums: {
                currency: string;
                expectedMinor: number;
                inMinor: number;
                openingMinor: number;
                outMinor: number;
            }[];
        };
        OpenShifts: {
            asOf: string;
            shifts: components["schemas"]["OpenShift"][];
        };
        OrganizationSettings: {
            asOf: string;
            delivery: {
                leadDays: number;
                weekdays: number[];
                without: string[];
            } | null;
            limits: {
                currency: string;
                limits: components["schemas"]["Limits"];
            }[];
            openingHours: {
                closes: number;
                day: number;
                opens: number;
            }[] | null;
            shops: {
                currency: string;
                own: ("payoutWithoutApprovalMinor" | "variance" | "parLevels")[];
                ownDelivery: boolean;
                ownHours: boolean;
                shop: components["schemas"]["ShopRef"];
            }[];
        };
        OwnOrganizations: {
            rows: {
                current: boolean;
                id: string;
                name: components["schemas"]["Name"];
                role: {
                    key: string;
                    name: components["schemas"]["Name"];
                };
                twoStepMissing: boolean;
            }[];
        };
        PairAnswer: {
            agent: string;
            confirmed?: boolean;
            key: string;
            machines: {
                driver: string;
                id: string;
                name: string;
            }[];
            organization: string;
            shop: {
                currency: string;
                cutOffMinutes: number;
                id: string;
                name: string;
                timeZone: string;
            };
        };
        PairingCode: {
            code: string;
            command: string;
            expiresAt: string;
            id: string;
            qr: {
                path: string;
                size: number;
            };
        };
        PairingProgress: {
            agent: components["schemas"]["AgentRow"] | null;
            asOf: string;
            expiresAt: string;
            shopId: string;
            /** @enum {unknown} */
            state: "open" | "burnt" | "expired" | "redeemed" | "confirmed" | "appeared";
            wrongTries: number;
        };
        PeoplePage: {
            asOf: string;
            invitations: {
                allShops: boolean;
                email: string;
                expiresAt: string;
                id: string;
                invitedBy: string;
                manageable: boolean;
                role: {
                    id: string;
                    name: components["schemas"]["Name"];
                };
                sentAt: string;
                shops: string[];
            }[];
            roles: {
                id: string;
                name: components["schemas"]["Name"];
            }[];
            rows: {
                allShops: boolean;
                email: string;
                id: string;
                lastSeenAt: string | null;
                manageable: boolean;
                name: string;
                openSessions: number;
                role: {
                    id: string;
                    name: components["schemas"]["Name"];
                };
                self: boolean;
                shops: string[];
                since: string;
                twoStep: boolean;
            }[];
        };
        Pipeline: {
            asOf: string;
            days: {
                count: number;
                lastAt: string;
                oldest: string;
            } | null;
            more: boolean;
            salvage: components["schemas"]["SalvageFile"][];
            streams: components["schemas"]["PipelineStream"][];
        };
        PipelineStream: {
            agent: {
                id: string;
                name: string;
            };
            compared: {
                lastAt: string;
                oldestAt: string;
                places: number;
            } | null;
            completeThrough: string | null;
            diverged: {
                healed: number;
                open: number;
            };
            epoch: string;
            highWater: number;
            hourFacts: number;
            lastReceiptAt: string | null;
            live: boolean;
            lost: number;
            oldestPendingMs: number | null;
            ordinal: number;
            pending: number | null;
            quarantined: number;
            reason: string;
            shop: components["schemas"]["ShopRef"];
        };
        Position: {
            box: number;
            currency: string;
            dispensable: number;
            reject: number;
            stock: number;
        };
        Problem: {
            code: string;
            detail?: string;
            errors?: {
                message: string;
                path: string;
            }[];
            remedy: string;
            requestId: string;
            status: number;
            title: string;
            type: string;
        };
        ProviderButtons: {
            rows: {
                id: string;
                label: string;
            }[];
        };
        ProviderRows: {
            rows: {
                clientId: string;
                id: string;
                issuer: string;
                label: string;
                people: number;
                redirectUri: string;
                scopes: string;
            }[];
            signInPage: string;
        };
        QuarantineDetail: {
            asOf: string;
            besides: {
                hash: string;
                raw: components["schemas"]["ShownBytes"];
                receivedAt: string;
                /** @enum {unknown} */
                where: "stream" | "branch" | "quarantine";
            }[];
            machines: {
                currency: string;
                id: string;
                name: string;
            }[];
            names: components["schemas"]["UnknownName"][];
            raw: components["schemas"]["ShownBytes"];
            row: components["schemas"]["QuarantineLine"];
        };
        QuarantineLine: {
            agent: string;
            agentName: string;
            code: string;
            detail: string | null;
            discard: {
                at: string;
                by: {
                    id: string;
                    name: string;
                };
                id: string;
                reason: string;
            } | null;
            epoch: string;
            hash: string;
            inStream: boolean;
            kind: string | null;
            occurredAt: string | null;
            ordinal: number;
            receivedAt: string;
            sequence: number;
            settledAt: string | null;
            settledBy: {
                id: string;
                name: string;
            } | null;
            shop: components["schemas"]["ShopRef"];
            /** @enum {unknown} */
            state: "pending" | "applied" | "discarded";
        };
        QuarantineList: {
            asOf: string;
            next?: string;
            pending: number;
            rows: components["schemas"]["QuarantineLine"][];
        };
        QueueState: {
            failed: number;
            lastDoneAt: string | null;
            nextAt: string | null;
            /** @enum {unknown} */
            queue: "alarms" | "notices" | "mails" | "redrive" | "anomalies" | "compare" | "audit-checkpoints" | "archive-months" | "archive-wishes" | "months-ahead" | "forget-expired" | "cash-rhythms";
            running: number;
            waiting: number;
        };
        Range: {
            from: string;
            to: string;
        };
        Receipt: {
            applied: number;
            configuration?: number;
            duplicates: number;
            highWater: number;
            highWaterHash: string;
            incarnation: string;
            quarantined: {
                code: string;
                hash: string;
                sequence: number;
            }[];
            retryAfterMs?: number;
            serverTime: string;
        };
        Recount: {
            cases: number;
            counted: components["schemas"]["Holding"][];
            expected: components["schemas"]["Holding"][];
            note: string | null;
            occurredAt: string;
            operation: string;
            operator: string | null;
            receivedAt: string;
            reported: components["schemas"]["Holding"][];
        };
        RecoveryCodes: {
            recoveryCodes: string[];
        };
        RetiredMachine: {
            currency: string;
            driver: string;
            id: string;
            name: string;
            reportedAt: string | null;
            retiredAt: string;
            serial: string | null;
        };
        Reversal: {
            askedAt: string;
            askedBy: {
                id: string;
                name: string;
            };
            businessDate: string | null;
            currency: string;
            endedAt: string | null;
            endedBy: {
                id: string;
                name: string;
            } | null;
            id: string;
            inMinor: number;
            /** @enum {unknown} */
            kind: "deposit" | "sale" | "change" | "payout" | "exchange" | "refill" | "collection" | "adjustment" | "purchase_payout";
            number: number | null;
            occurredAt: string;
            outMinor: number;
            reason: string;
            restoredBy: {
                id: string;
                number: number | null;
            } | null;
            reverses: {
                id: string;
                number: number | null;
            } | null;
            shop: components["schemas"]["ShopRef"];
            /** @enum {unknown} */
            state: "asked" | "booked" | "withdrawn";
            transaction: string;
        };
        ReversalList: {
            asOf: string;
            next?: string;
            rows: components["schemas"]["Reversal"][];
        };
        Role: {
            editable: boolean;
            holders: {
                id: string;
                name: string;
            }[];
            id: string;
            key: string;
            name: components["schemas"]["Name"];
            own: boolean;
            permissions: ("shop.see" | "transaction.see" | "transaction.frames" | "transaction.reverse" | "machine.see" | "machine.exchange" | "machine.withdraw" | "machine.refill" | "machine.empty" | "machine.service" | "machine.configure" | "shift.open" | "shift.close" | "shift.approve" | "payout.approve" | "employee.see" | "employee.manage" | "shop.configure" | "shop.manage" | "closing.see" | "case.see" | "case.resolve" | "anomaly.see" | "anomaly.resolve" | "collection.manage" | "agent.see" | "agent.pair" | "agent.revoke" | "agent.command" | "key.manage" | "quarantine.see" | "quarantine.redrive" | "quarantine.discard" | "quarantine.map" | "people.see" | "people.manage" | "role.manage" | "audit.see" | "export.run" | "archive.see" | "archive.manage" | "alarm.see" | "alarm.acknowledge" | "notification.manage" | "job.see" | "job.manage")[];
            system: boolean;
            twoStepRequired: boolean;
            twoStepSwitchable: boolean;
        };
        RolesPage: {
            asOf: string;
            held: ("shop.see" | "transaction.see" | "transaction.frames" | "transaction.reverse" | "machine.see" | "machine.exchange" | "machine.withdraw" | "machine.refill" | "machine.empty" | "machine.service" | "machine.configure" | "shift.open" | "shift.close" | "shift.approve" | "payout.approve" | "employee.see" | "employee.manage" | "shop.configure" | "shop.manage" | "closing.see" | "case.see" | "case.resolve" | "anomaly.see" | "anomaly.resolve" | "collection.manage" | "agent.see" | "agent.pair" | "agent.revoke" | "agent.command" | "key.manage" | "quarantine.see" | "quarantine.redrive" | "quarantine.discard" | "quarantine.map" | "people.see" | "people.manage" | "role.manage" | "audit.see" | "export.run" | "archive.see" | "archive.manage" | "alarm.see" | "alarm.acknowledge" | "notification.manage" | "job.see" | "job.manage")[];
            makes: boolean;
            rows: components["schemas"]["Role"][];
        };
        SalvageAnswer: {
            file: string;
            heldTo: number;
        };
        SalvageFile: {
            agent: {
                id: string;
                name: string;
            };
            bytes: number;
            hash: string;
            heldTo: number;
            receivedAt: string;
            shop: components["schemas"]["ShopRef"];
        };
        SessionRows: {
            rows: {
                address: string;
                /** @enum {unknown} */
                cameBy: "password" | "two-step" | "recovery-code" | "provider";
                current: boolean;
                device: string;
                id: string;
                lastUsedAt: string;
                since: string;
            }[];
        };
        ShopNow: {
            businessDate: string;
            code: string;
            completeThrough: string | null;
            currency: string;
            cutOffMinutes: number;
            id: string;
            lastHeardAt: string | null;
            lastWeek: components["schemas"]["Curve"];
            machines: components["schemas"]["MachineNow"][];
            name: components["schemas"]["Name"];
            payoutsMinor: number;
            pending: number;
            positionAt: string | null;
            positions: components["schemas"]["Position"][];
            silent: boolean;
            takingsMinor: number;
            timeZone: string;
            today: components["schemas"]["Curve"];
            transactions: number;
            version: number;
        };
        ShopPage: {
            agents: components["schemas"]["AgentHealth"][];
            asOf: string;
            movements: {
                currency: string;
                inMinor: number;
                /** @enum {unknown} */
                kind: "deposit" | "sale" | "change" | "payout" | "exchange" | "refill" | "collection" | "adjustment" | "purchase_payout";
                outMinor: number;
                transactions: number;
            }[];
            needs: components["schemas"]["Need"][];
            recent: components["schemas"]["TransactionRow"][];
            retired: components["schemas"]["RetiredMachine"][];
            tile: components["schemas"]["ShopNow"];
        };
        ShopRef: {
            code: string;
            id: string;
            name: components["schemas"]["Name"];
            timeZone: string;
        };
        ShopSettings: {
            applied: {
                agent: string;
                appliedAt: string | null;
                name: string;
                version: number | null;
            }[];
            asOf: string;
            changedAt: string | null;
            closedAt: string | null;
            currency: string;
            cutOffMinutes: number;
            dayFixed: boolean;
            delivery: {
                leadDays: number;
                weekdays: number[];
                without: string[];
            } | null;
            desiredVersion: number;
            limits: components["schemas"]["Limits"];
            openingHours: {
                closes: number;
                day: number;
                opens: number;
            }[] | null;
            organization: {
                delivery: {
                    leadDays: number;
                    weekdays: number[];
                    without: string[];
                } | null;
                limits: components["schemas"]["Limits"];
                openingHours: {
                    closes: number;
                    day: number;
                    opens: number;
                }[] | null;
            };
            own: ("payoutWithoutApprovalMinor" | "variance" | "parLevels")[];
            shop: components["schemas"]["ShopRef"];
        };
        ShopTile: {
            businessDate: string;
            code: string;
            completeThrough: string | null;
            currency: string;
            cutOffMinutes: number;
            id: string;
            lastHeardAt: string | null;
            lastWeek: components["schemas"]["Curve"];
            machines: components["schemas"]["MachineTile"][];
            name: components["schemas"]["Name"];
            payoutsMinor: number;
            pending: number;
            positionAt: string | null;
            positions: components["schemas"]["Position"][];
            silent: boolean;
            takingsMinor: number;
            timeZone: string;
            today: components["schemas"]["Curve"];
            transactions: number;
            version: number;
        };
        ShownBytes: {
            bytes: number;
            cut: boolean;
            /** @enum {unknown} */
            form: "text" | "hex";
            text: string;
        };
        Stretch: {
            epoch: string;
            from: number;
            to: number;
        };
        Today: {
            asOf: string;
            needs: components["schemas"]["Need"][];
            organization: {
                id: string;
                name: components["schemas"]["Name"];
            };
            shops: components["schemas"]["ShopTile"][];
        };
        TransactionDetail: {
            asOf: string;
            fact: {
                agent: string;
                batch: {
                    first: number;
                    last: number;
                };
                branch: number;
                clockOk: boolean;
                epoch: string;
                hash: string;
                sequence: number;
            };
            intendedAt: string | null;
            lines: components["schemas"]["CashLine"][];
            machine: {
                id: string;
                name: string;
                retired: boolean;
                serial: string | null;
            };
            mapped: {
                from: string;
                to: string;
                /** @enum {unknown} */
                what: "machine" | "currency" | "kind" | "form";
            }[];
            reason: string | null;
            receiver?: string;
            reversal: components["schemas"]["Reversal"] | null;
            reversals: components["schemas"]["Reversal"][];
            row: components["schemas"]["TransactionRow"];
            seal?: string;
            shop: components["schemas"]["ShopRef"];
            steps: {
                at: string;
                code: string;
                detail?: string;
                /** @enum {unknown} */
                where: "machine" | "journal";
            }[];
        };
        TransactionPage: {
            next?: string;
            rows: components["schemas"]["TransactionRow"][];
        };
        TransactionRow: {
            amountMinor: number;
            businessDate: string;
            currency: string;
            id: string;
            inMinor: number;
            /** @enum {unknown} */
            kind: "deposit" | "sale" | "change" | "payout" | "exchange" | "refill" | "collection" | "adjustment" | "purchase_payout";
            machineId: string;
            occurredAt: string;
            operator: string | null;
            /** @enum {unknown} */
            outcome: "completed" | "cancelled" | "refused" | "partial" | "retained" | "unknown";
            outMinor: number;
            owedMinor: number;
            receivedAt: string;
            reference: string | null;
            reversed: boolean;
            shopId: string;
        };
        TwoStepSetUp: {
            qr: {
                path: string;
                size: number;
            };
            secret: string;
            uri: string;
        };
        UnitBars: {
            capacity: number[];
            form: ("note" | "coin")[];
            level: ("empty" | "low" | "ok" | "high" | "full" | "missing" | "unknown")[];
            pieces: (number | null)[];
            unit: string[];
            valueMinor: number[];
        };
        UnitReading: {
            /** @enum {unknown} */
            accuracy: "accurate" | "inaccurate" | "unknown";
            canAccept: boolean;
            canDispense: boolean;
            capacity: number;
            contents?: components["schemas"]["BankLine"][];
            /** @enum {unknown} */
            form: "note" | "coin";
            highMark: number;
            /** @enum {unknown} */
            level: "empty" | "low" | "ok" | "high" | "full" | "missing" | "unknown";
            lowMark: number;
            pieces: number | null;
            /** @enum {unknown} */
            role: "recycle" | "box" | "reject" | "overflow";
            unit: string;
            valueMinor?: number;
        };
        UnknownName: {
            mapping: components["schemas"]["Mapping"] | null;
            name: string;
            /** @enum {unknown} */
            what: "machine" | "currency" | "kind" | "form";
        };
        Variance: {
            automaticMinor: number;
            reasonMinor: number;
        };
        WaitingAgents: {
            agents: {
                agentId: string;
                fingerprint: string;
                hostName: string;
                pairedAt: string | null;
                shopId: string;
                system: string;
            }[];
        };
    };
    responses: {
        /** @description problem+json */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
