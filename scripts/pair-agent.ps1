<#
.SYNOPSIS
The whole visit of a technician on Windows: install the agent, pair it, make its service, ask the doctor.
.DESCRIPTION
Written after the documentation of npm and WinSW; not run on Windows yet. Run it in a PowerShell as administrator.
.EXAMPLE
.\pair-agent.ps1 -Code 7KM-3QX9P-VT2HD -Cloud https://cloud.example -Machine tty:COM3 -WinSW .\WinSW-x64.exe
#>
param(
  [Parameter(Mandatory = $true)][string] $Code,
  [Parameter(Mandatory = $true)][string] $Cloud,
  [string[]] $Machine = @(),
  [string] $Package = '',
  [string] $Prefix = "$env:ProgramFiles\Tillbridge",
  [string] $AgentHome = "$env:ProgramData\Tillbridge",
  [string] $WinSW = '',
  [switch] $Again
)
$ErrorActionPreference = 'Stop'
$began = Get-Date

function Step([int] $number, [string] $text) { Write-Host "$number/4 $text" }
function Fail([string] $text, [int] $code = 69) { [Console]::Error.WriteLine($text); exit $code }
function Ran([string] $text) { if ($LASTEXITCODE -ne 0) { Fail $text $LASTEXITCODE } }

if (-not (Get-Command node -ErrorAction SilentlyContinue)) { Fail 'Node is missing. Install Node 20.19 or later: https://nodejs.org' }
$version = [version](node -p process.versions.node)
if ($version -lt [version]'20.19') { Fail "Node $version is too old. Install 20.19 or later." }
if ($Package -eq '') {
  $found = Get-ChildItem -Path $PSScriptRoot -Filter 'tillbridge-agent-*.tgz' | Sort-Object Name | Select-Object -Last 1
  if ($null -eq $found) { Fail 'The package of the agent is missing. Put tillbridge-agent-*.tgz beside this script, or give -Package.' 64 }
  $Package = $found.FullName
}

Step 1 "Installing the agent into $Prefix"
New-Item -ItemType Directory -Force -Path $Prefix | Out-Null
npm install --prefix $Prefix --omit=dev --no-audit --no-fund --prefer-offline $Package
Ran 'The agent could not be installed. What npm said stands above.'
$tillbridge = Join-Path $Prefix 'node_modules\.bin\tillbridge.cmd'
& $tillbridge --version

Step 2 'Pairing with the shop'
$words = @('pair', $Code, '--cloud', $Cloud, '--home', $AgentHome)
foreach ($address in $Machine) { $words += @('--machine', $address) }
if ($Again) { $words += '--again' }
& $tillbridge @words
Ran 'The PC was not paired. What to do stands above.'

Step 3 'Making the service'
& $tillbridge service install --home $AgentHome
Ran 'The file of the service was not written.'
if ($WinSW -eq '') {
  Write-Host "    left out: WinSW was not given. Put it into $AgentHome as tillbridge-agent.exe, then run it with install and start."
}
else {
  $service = Join-Path $AgentHome 'tillbridge-agent.exe'
  Copy-Item -Force $WinSW $service
  & $service install
  Ran 'The service was not installed.'
  # Only the account of the service and administrators may read journal and keys.
  icacls $AgentHome /inheritance:r /grant:r 'NT SERVICE\tillbridge-agent:(OI)(CI)F' 'BUILTIN\Administrators:(OI)(CI)F' 'NT AUTHORITY\SYSTEM:(OI)(CI)F' | Out-Null
  Ran 'The rights of the folder were not set.'
  & $service start
  Ran 'The service did not start.'
}

Step 4 'Asking the doctor'
& $tillbridge doctor --home $AgentHome
$end = $LASTEXITCODE
Write-Host ("The visit took {0:N0} s." -f ((Get-Date) - $began).TotalSeconds)
exit $end
