-- The words of the deals as one would declare them after looking at the data: one byte per value and
-- comparisons of numbers.
create type stage as enum ('discovery', 'qualified', 'proposal', 'negotiation', 'won', 'lost');
create type source as enum ('partner', 'vendor', 'marketing');
create type segment as enum ('enterprise', 'midmarket', 'smb', 'public');
