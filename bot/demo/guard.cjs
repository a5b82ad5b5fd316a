// Loaded before the Playground (node --require). The Playground would listen on every interface of the
// machine and could call home; and it would outlive a demo that was killed. This keeps it on the loopback
// interface, in both directions, and ends it when the demo's end of its standard input closes.
"use strict";

const net = require("node:net");

const LOOPBACK = "127.0.0.1";
const ALLOWED = new Set([LOOPBACK, "localhost", "::1"]);

const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (first, ...rest) {
  if (typeof first === "number") {
    return listen.call(this, { port: first, host: LOOPBACK }, ...rest.filter((a) => typeof a === "function"));
  }
  return listen.call(this, first, ...rest);
};

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...args) {
  const first = Array.isArray(args[0]) ? args[0][0] : args[0];
  const target = typeof first === "object" ? first : { port: first, host: args[1] };
  if (!target.path && !ALLOWED.has(target.host ?? "localhost")) {
    this.connecting = true; // what is written until the refusal is known waits, as for a real connection
    process.nextTick(() => this.destroy(new Error("The demo talks to this machine only.")));
    return this;
  }
  return connect.apply(this, args);
};

// Teams is one service, but each window of the demo is a Teams of its own. What begins a conversation in the
// team's channel goes to the window that shows the channel, through whichever window it came.
const http = require("node:http");

const channelPort = Number(process.env.DEMO_CHANNEL_PORT ?? "");
const emit = http.Server.prototype.emit;
http.Server.prototype.emit = function (event, request, response) {
  const begins = event === "request" && request.method === "POST" && request.url === "/_connector/v3/conversations";
  if (!channelPort || !begins) {
    return emit.apply(this, arguments);
  }
  const { method, url: path, headers } = request;
  const onward = http.request({ host: LOOPBACK, port: channelPort, method, path, headers }, (answer) => {
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  });
  onward.on("error", () => response.writeHead(502).end());
  request.pipe(onward);
  return true;
};

process.stdin.on("end", () => process.exit(0));
process.stdin.resume();
