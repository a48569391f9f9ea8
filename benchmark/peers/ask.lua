-- wrk asks the questions of a file over HTTP. Arguments: file, mode, known|fresh, a seed. Known questions are asked as
-- they stand, from a random one on; fresh ones get a word of their own each, so that nothing can be remembered.

local questions, mode, fresh, seed, count, id, threads = {}, "", false, 0, 0, 0, 0

function setup(thread)
  thread:set("id", threads)
  threads = threads + 1
end

local function encoded(text)
  return (text:gsub("[^%w]", function(c) return string.format("%%%02X", c:byte()) end))
end

function init(args)
  for line in io.lines(args[1]) do
    questions[#questions + 1] = encoded(line)
  end
  mode, fresh, seed = args[2], args[3] == "fresh", tonumber(args[4])
  math.randomseed(seed + id)
  count = math.random(0, #questions)
end

function request()
  count = count + 1
  local question = questions[count % #questions + 1]
  if fresh then
    question = question .. "%20" .. seed .. "x" .. id .. "x" .. count
  end
  return wrk.format("GET", "/api/search?mode=" .. mode .. "&q=" .. question)
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '{"p50":%f,"p99":%f,"max":%f,"rate":%f,"requests":%d,"failed":%d}\n',
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, latency.max / 1000,
    summary.requests / (summary.duration / 1000000), summary.requests,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
