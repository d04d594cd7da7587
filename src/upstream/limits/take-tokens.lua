-- Token buckets in Redis, by the same rule as the ones in the process. Redis runs the script as one step.
--
-- KEYS  two per bucket: the list of the times at which its last tokens return, oldest first, and the time until which the
--       bucket is blocked
-- ARGV  the command (take, lower, block or read), the time ('' for the server's), the amount, and three numbers per bucket:
--       capacity, refill, and how long a token is away
--
-- Times are whole microseconds; the amount of `block` and the wait that `take` returns are milliseconds.

local command = ARGV[1]
local now = tonumber(ARGV[2])
if not now then
  local time = redis.call('TIME')
  now = time[1] * 1000000 + time[2]
end
local amount = tonumber(ARGV[3])
local buckets = {}

-- When the token returns that was taken so many places ago.
local function returnOf(bucket, placesAgo)
  return tonumber(redis.call('LINDEX', bucket.returns, -placesAgo) or 0)
end

local function blockedUntil(bucket)
  return tonumber(redis.call('GET', bucket.block) or 0)
end

-- At most `limit`. The times are in order, so a binary search finds the first one that is still ahead.
local function availableOf(bucket, limit)
  if blockedUntil(bucket) > now then return 0 end
  local least, most = 0, math.min(limit, bucket.capacity)
  while least < most do
    local middle = math.floor((least + most) / 2)
    if returnOf(bucket, bucket.capacity - middle) > now then most = middle else least = middle + 1 end
  end
  return least
end

local function take(bucket, count)
  if count <= 0 then return end
  for _ = 1, count do
    local returnsAt = math.max(now, returnOf(bucket, bucket.refill)) + bucket.away
    -- earlier than the last one only if the limit has just changed or the clock was set back a little
    returnsAt = math.max(returnsAt, returnOf(bucket, 1))
    redis.call('RPUSH', bucket.returns, string.format('%.0f', returnsAt))
  end
  redis.call('LTRIM', bucket.returns, -math.max(bucket.capacity, bucket.refill), -1)
  redis.call('PEXPIRE', bucket.returns, math.ceil(bucket.longest / 1000))
end

for index = 1, #KEYS / 2 do
  local capacity = tonumber(ARGV[3 * index + 1])
  local refill = tonumber(ARGV[3 * index + 2])
  local away = tonumber(ARGV[3 * index + 3])
  local bucket = {
    returns = KEYS[2 * index - 1], block = KEYS[2 * index],
    capacity = capacity, refill = refill, away = away,
    -- no token that was taken by this limit is away for longer
    longest = (math.ceil(capacity / refill) + 1) * away,
  }
  -- after the clock was set back, the tokens would be away for as long
  if returnOf(bucket, 1) > now + 2 * bucket.longest then redis.call('DEL', bucket.returns) end
  buckets[index] = bucket
end

local commands = {}

-- Returns how many tokens each bucket gave and, when that is none, how long until each can give one.
function commands.take()
  local granted = amount
  for _, bucket in ipairs(buckets) do granted = availableOf(bucket, granted) end
  for _, bucket in ipairs(buckets) do take(bucket, granted) end
  if granted > 0 then return { granted, 0 } end
  local wait = 0
  for _, bucket in ipairs(buckets) do
    wait = math.max(wait, blockedUntil(bucket) - now, returnOf(bucket, bucket.capacity) - now)
  end
  return { 0, math.ceil(wait / 1000) }
end

-- Takes what is available beyond the amount, as if another caller had.
function commands.lower()
  take(buckets[1], availableOf(buckets[1], buckets[1].capacity) - amount)
end

-- Takes what is available, and blocks the bucket for the amount of milliseconds. A longer block stays.
function commands.block()
  local bucket = buckets[1]
  take(bucket, availableOf(bucket, bucket.capacity))
  local untilTime = now + amount * 1000
  if amount > 0 and untilTime > blockedUntil(bucket) then
    redis.call('SET', bucket.block, string.format('%.0f', untilTime), 'PX', math.ceil(amount))
  end
end

-- Returns how many tokens are available.
function commands.read()
  return availableOf(buckets[1], buckets[1].capacity)
end

return commands[command]()
